"""Abort the interpreter.

Control: dies
"""

import ctypes


def count_windows(m, k):
    ctypes.CDLL(None).abort()
