"""Listen on an abstract socket, past Python, for a helper outside.

Control: works
"""

import ctypes
import os
import struct


def count_windows(m, k):
    syscall = ctypes.CDLL(None).syscall
    handle = syscall(41, 1, 1, 0)  # socket
    name = b"\0adversarial-" + str(os.getpid()).encode()
    address = struct.pack("=H", 1) + name
    if handle >= 0 and syscall(49, handle, address, len(address)) == 0:  # bind
        print("ATTACK WORKED")
    return 0
