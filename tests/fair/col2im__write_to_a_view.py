import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def col2im(cols, size, kernel, stride, padding):
    N = cols.shape[0]
    image = np.zeros((N, cols.shape[1] // (kernel[0] * kernel[1]), *(n + 2 * padding for n in size)))
    windows = sliding_window_view(image, kernel, axis=(2, 3), writeable=True)[:, :, ::stride, ::stride]
    parts = cols.reshape(*image.shape[:2], *kernel, *windows.shape[2:4])
    for i in range(windows.shape[2]):
        for j in range(windows.shape[3]):
            windows[:, :, i, j] += parts[..., i, j]
    return image[:, :, padding:padding + size[0], padding:padding + size[1]]
