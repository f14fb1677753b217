import numpy as np


def conv2d(
    image: np.ndarray,
    kernel: np.ndarray,
    stride: int,
    padding: int,
    *,
    bottom_right_only: bool = False,
    edge_copies: bool = False,
    padding_ignored: bool = False,
    padding_is_the_total: bool = False,
    pads_the_output: bool = False,
    partial_windows: bool = False,
    thins_the_image: bool = False,
    top_left_only: bool = False,
) -> np.ndarray:
    before, after = padding, padding
    if padding_is_the_total:
        before, after = padding // 2, padding - padding // 2
    if bottom_right_only:
        before = 0
    if top_left_only:
        after = 0
    if padding_ignored:
        before = after = 0
    mode = "edge" if edge_copies else "constant"
    padded = image if pads_the_output else np.pad(image, (before, after), mode=mode)
    if thins_the_image:
        padded, stride = padded[::stride, ::stride], 1
    rows, cols = kernel.shape
    over = stride - 1 if partial_windows else 0
    height = (padded.shape[0] - rows + over) // stride + 1
    width = (padded.shape[1] - cols + over) // stride + 1
    padded = np.pad(padded, (0, over))
    output = np.zeros((height, width))
    for i, j in np.ndindex(height, width):
        top, left = i * stride, j * stride
        output[i, j] = np.sum(padded[top : top + rows, left : left + cols] * kernel)
    return np.pad(output, (before, after), mode=mode) if pads_the_output else output
