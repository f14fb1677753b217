"""You count the steps from the first weight to the last, which leaves out one pixel; the
layer's kernel covers the pixels under both.
"""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (m + 2 * padding - dilation * (k - 1)) // stride + 1
