import numpy as np


def conv2d_stride(
    image: np.ndarray,
    kernel: np.ndarray,
    stride: int,
    *,
    columns_only: bool = False,
    dilated: bool = False,
    late_start: bool = False,
    partial_windows: bool = False,
    right_shape_step_one: bool = False,
    rows_only: bool = False,
    thins_the_image: bool = False,
) -> np.ndarray:
    gap, down, across = 1, stride, stride
    if thins_the_image:
        image, down, across = image[::stride, ::stride], 1, 1
    if dilated:
        gap, down, across = stride, 1, 1
    if rows_only:
        across = 1
    if columns_only:
        down = 1
    tall, wide = (gap * (size - 1) + 1 for size in kernel.shape)
    top, left = (down - 1, across - 1) if late_start else (0, 0)
    over = (down - 1, across - 1) if partial_windows else (0, 0)
    height = (image.shape[0] - tall - top + over[0]) // down + 1
    width = (image.shape[1] - wide - left + over[1]) // across + 1
    output = np.zeros((height, width))
    image = np.pad(image, ((0, over[0]), (0, over[1])))
    if right_shape_step_one:
        down = across = 1
    for i, j in np.ndindex(height, width):
        y, x = top + i * down, left + j * across
        output[i, j] = np.sum(image[y : y + tall : gap, x : x + wide : gap] * kernel)
    return output
