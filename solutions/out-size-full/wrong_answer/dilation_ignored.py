"""You leave the dilation out; the layer pulls the weights apart, so that the kernel covers
more pixels and fits in fewer places.
"""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (m + 2 * padding - k) // stride + 1
