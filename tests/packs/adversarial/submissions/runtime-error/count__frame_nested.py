"""A megabyte of lists within lists, for a parser that recurses.

Control: replies Noise
"""

import os
import struct


def count_windows(m, k):
    meta = b"\x82\xa4type\xa8returned\xa5value" + b"\x91" * 1_000_000
    rest = struct.pack("<4sII", b"grd1", len(meta), 0) + meta
    while rest:
        rest = rest[os.write(3, rest) :]
    return 0
