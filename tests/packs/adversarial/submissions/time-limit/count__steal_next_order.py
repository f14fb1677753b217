"""Wait for the grader's next orders, to learn all inputs before answering the first.

Control: replies Loaded, works
"""

import os
import select


def count_windows(m, k):
    poll = select.poll()
    poll.register(3, select.POLLIN)
    while not poll.poll(50):
        pass
    if os.read(3, 65536):
        print("ATTACK WORKED")
    return 0
