"""You lengthen the kernel by the dilation once; in the layer each of the gaps between its
weights becomes wider.
"""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (m + 2 * padding - (k + dilation - 1)) // stride + 1
