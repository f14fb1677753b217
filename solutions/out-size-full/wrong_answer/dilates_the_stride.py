"""You multiply the stride by the dilation and leave the kernel as it is; in the layer the
dilation stretches the kernel and does not change how far a window moves.
"""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (m + 2 * padding - k) // (stride * dilation) + 1
