"""You stretch the kernel rightly, but you multiply the stride by the dilation as well; in the
layer the dilation does not change how far a window moves.
"""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (m + 2 * padding - dilation * (k - 1) - 1) // (stride * dilation) + 1
