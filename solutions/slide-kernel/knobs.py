import numpy as np


def conv2d_valid(
    image: np.ndarray,
    kernel: np.ndarray,
    *,
    flipped: bool = False,
    image_sized_output: bool = False,
    image_transposed: bool = False,
    kernel_transposed: bool = False,
    last_window_missing: bool = False,
    last_windows_left_zero: bool = False,
    mean: bool = False,
    output_dtype_of_image: bool = False,
    padded_to_same_size: bool = False,
    whole_number_output: bool = False,
    writes_into_the_image: bool = False,
) -> np.ndarray:
    if image_transposed:
        image = image.T
    if kernel_transposed:
        kernel = kernel.T
    if flipped:
        kernel = kernel[::-1, ::-1]
    (height, width), (kh, kw) = image.shape, kernel.shape
    rows, cols, source = height - kh + 1, width - kw + 1, image
    if padded_to_same_size:
        rows, cols, source = height, width, np.zeros((height + kh - 1, width + kw - 1))
        source[kh // 2 : kh // 2 + height, kw // 2 : kw // 2 + width] = image
    if last_window_missing:
        rows, cols = rows - 1, cols - 1
    shape = image.shape if image_sized_output else (rows, cols)
    dtype = image.dtype if output_dtype_of_image else int if whole_number_output else float
    out = image if writes_into_the_image else np.zeros(shape, dtype)
    missed = 1 if last_windows_left_zero else 0
    for i in range(rows - missed):
        for j in range(cols - missed):
            products = source[i : i + kh, j : j + kw] * kernel
            out[i, j] = products.mean() if mean else products.sum()
    return out[:rows, :cols] if writes_into_the_image and not image_sized_output else out
