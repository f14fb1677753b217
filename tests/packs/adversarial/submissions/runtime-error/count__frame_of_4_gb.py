"""A header that announces 8 GB.

Control: speaks
"""

import os
import struct


def count_windows(m, k):
    os.write(3, struct.pack("<4sII", b"grd1", 2**32 - 1, 2**32 - 1))
    return 0
