"""You round the number of steps up, which keeps a window that hangs over the end; the layer
drops it.
"""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    steps = -(-(m + 2 * padding - dilation * (k - 1) - 1) // stride)
    return steps + 1
