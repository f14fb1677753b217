import numpy as np


def avg_pool2d(
    x: np.ndarray,
    kernel: int,
    stride: int,
    padding: int,
    count_include_pad: bool,
    *,
    always_counts_padding: bool = False,
    divides_by_the_side: bool = False,
    flag_inverted: bool = False,
    never_counts_padding: bool = False,
    padding_ignored: bool = False,
    partial_windows: bool = False,
    sum: bool = False,
) -> np.ndarray:
    counts = count_include_pad != flag_inverted
    if always_counts_padding:
        counts = True
    if never_counts_padding:
        counts = False
    if padding_ignored:
        padding = 0
    real = np.pad(np.ones(x.shape[2:]), padding)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    over = stride - 1 if partial_windows else 0
    rows, cols = ((size - kernel + over) // stride + 1 for size in padded.shape[2:])
    out = np.zeros((*x.shape[:2], rows, cols))
    for i in range(rows):
        for j in range(cols):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + kernel, left : left + kernel]
            places = real[top : top + kernel, left : left + kernel]
            divisor = places.size if counts else places.sum()
            if divides_by_the_side and counts:
                divisor = kernel
            out[:, :, i, j] = window.sum(axis=(2, 3)) / (1 if sum else divisor)
    return out
