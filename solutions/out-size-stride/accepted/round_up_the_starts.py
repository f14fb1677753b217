"""Of m - k + 1 possible starts every stride-th is used, and rounding up keeps the one at 0."""

import math


def output_size(m: int, k: int, stride: int) -> int:
    return math.ceil((m - k + 1) / stride)
