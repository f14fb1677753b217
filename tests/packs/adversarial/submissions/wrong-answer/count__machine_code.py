"""Put machine code into memory and run it.

Control: works
"""

import ctypes
import mmap


def count_windows(m, k):
    try:
        page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    except OSError:
        return 0
    page.write(b"\xb8\x2a\x00\x00\x00\xc3")  # mov eax, 42; ret
    function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    if function() == 42:
        print("ATTACK WORKED")
    return 0
