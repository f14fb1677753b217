"""You take the dilation for the number of pixels skipped between two weights; in the layer it
is the distance from one weight to the next, so 1 skips nothing.
"""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (m + 2 * padding - (dilation + 1) * (k - 1) - 1) // stride + 1
