"""Wait on a futex that nobody will wake.

Control: hangs
"""

import ctypes


def count_windows(m, k):
    word = ctypes.c_uint32(0)
    while True:
        ctypes.CDLL(None).syscall(202, ctypes.byref(word), 0, 0, None)
