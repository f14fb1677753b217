import numpy as np


def max_pool2d(
    x: np.ndarray,
    kernel: int,
    stride: int | None,
    padding: int,
    *,
    absolute_value: bool = False,
    mean: bool = False,
    min: bool = False,
    none_means_one: bool = False,
    over_channels: bool = False,
    padding_ignored: bool = False,
    pads_zeros: bool = False,
    partial_windows: bool = False,
    stride_always_one: bool = False,
) -> np.ndarray:
    step = kernel if stride is None else stride
    if stride_always_one or (none_means_one and stride is None):
        step = 1
    if absolute_value:
        x = np.abs(x)
    if padding_ignored:
        padding = 0
    over = step - 1 if partial_windows else 0
    rows, cols = ((size + 2 * padding - kernel + over) // step + 1 for size in x.shape[2:])
    fill = 0 if pads_zeros or mean else np.inf if min else -np.inf
    frame = (padding, padding + over)
    padded = np.pad(x, ((0, 0), (0, 0), frame, frame), constant_values=fill)
    reduce = np.mean if mean else np.min if min else np.max
    out = np.zeros((*x.shape[:2], rows, cols))
    for i in range(rows):
        for j in range(cols):
            top, left = i * step, j * step
            window = padded[:, :, top : top + kernel, left : left + kernel]
            if over_channels:
                out[:, :, i, j] = reduce(window, axis=(1, 2, 3))[:, None]
            else:
                out[:, :, i, j] = reduce(window, axis=(2, 3))
    return out
