"""You round the number of steps up, which keeps a window that hangs over the edge; the layer
drops it.
"""

import math


def output_size(m: int, k: int, stride: int) -> int:
    return math.ceil((m - k) / stride) + 1
