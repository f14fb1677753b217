"""You multiply the kernel's size by the stride; the layer's stride moves the window but leaves
its size as it is.
"""


def output_size(m: int, k: int, stride: int) -> int:
    return (m - k * stride) // stride + 1
