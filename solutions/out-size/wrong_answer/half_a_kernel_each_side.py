"""You take half a kernel, rounded down, off each side, which is right for odd kernels only; the
layer loses one pixel less than the kernel has, for even kernels too.
"""


def output_size(m: int, k: int) -> int:
    return m - 2 * (k // 2)
