"""You divide with a plain slash, which gives a float and parts of windows; the layer counts
whole windows, as an int.
"""


def output_size(m: int, k: int, stride: int) -> int:
    return (m - k) / stride + 1
