import numpy as np


def conv2d(
    image: np.ndarray,
    kernel: np.ndarray,
    stride: tuple[int, int],
    padding: tuple[int, int],
    *,
    before_and_after: bool = False,
    both_swapped: bool = False,
    first_for_both: bool = False,
    last_for_both: bool = False,
    padding_swapped: bool = False,
    stride_swapped: bool = False,
) -> np.ndarray:
    if stride_swapped or both_swapped:
        stride = stride[::-1]
    if padding_swapped or both_swapped:
        padding = padding[::-1]
    if first_for_both:
        stride, padding = (stride[0],) * 2, (padding[0],) * 2
    if last_for_both:
        stride, padding = (stride[1],) * 2, (padding[1],) * 2
    frame = padding if before_and_after else ((padding[0],) * 2, (padding[1],) * 2)
    padded = np.pad(image, frame)
    rows, cols = kernel.shape
    height = (padded.shape[0] - rows) // stride[0] + 1
    width = (padded.shape[1] - cols) // stride[1] + 1
    output = np.zeros((height, width))
    for i, j in np.ndindex(height, width):
        top, left = i * stride[0], j * stride[1]
        output[i, j] = np.sum(padded[top : top + rows, left : left + cols] * kernel)
    return output
