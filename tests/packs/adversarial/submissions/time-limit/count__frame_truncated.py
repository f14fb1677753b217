"""Send the beginning of a frame and never the rest.

Control: hangs, speaks
"""

import os
import struct
import time


def count_windows(m, k):
    os.write(3, struct.pack("<4sII", b"grd1", 1000, 1000) + b"\x82")
    time.sleep(60)
