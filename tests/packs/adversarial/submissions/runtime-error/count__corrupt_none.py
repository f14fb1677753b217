"""Drop the references of None until the interpreter falls.

Control: dies
"""

import ctypes


def count_windows(m, k):
    ctypes.c_ssize_t.from_address(id(None)).value = 1
    for _ in range(100):
        [None] * 100
    ctypes.memset(id(type(None)), 0xFF, 64)
    return None
