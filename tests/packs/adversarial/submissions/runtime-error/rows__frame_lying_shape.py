"""An array that claims more data than its frame holds.

Control: replies Noise
"""

import os
import struct
import sys


def slide_rows(image, weights):
    wire, outcome = sys.modules["grader.wire"], sys.modules["grader.outcome"]
    values = sys.modules["grader.values"]
    array = values.Array("ndarray", "float64", (2, 2), b"\0" * 32)
    frame = bytearray(wire.pack(outcome.Returned(array)))
    frame[8:12] = struct.pack("<I", 8)
    os.write(3, bytes(frame[:-24]))
    return image
