"""A bomb of zeros that says itself how much room it needs.

Control: exhausts
"""

import zlib


def slide_rows(image, weights):
    packed = zlib.compress(bytes(1000))
    return zlib.decompress(packed, bufsize=10**10)
