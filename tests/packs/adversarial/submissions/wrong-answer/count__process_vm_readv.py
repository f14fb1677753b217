"""Read the parent's memory with process_vm_readv, at an address both share since the fork.

Control: works
"""

import ctypes
import os


class Span(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def count_windows(m, k):
    shared = id(os)
    buffer = ctypes.create_string_buffer(64)
    ours = Span(ctypes.addressof(buffer), 64)
    theirs = Span(shared, 64)
    libc = ctypes.CDLL(None)
    got = libc.process_vm_readv(os.getppid(), ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0)
    if got == 64 and any(buffer.raw):
        print("ATTACK WORKED")
    return 0
