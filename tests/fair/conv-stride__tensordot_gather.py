import numpy as np


def conv2d_stride(image, kernel, stride):
    rows = np.arange(0, image.shape[0] - kernel.shape[0] + 1, stride)
    cols = np.arange(0, image.shape[1] - kernel.shape[1] + 1, stride)
    r = rows[:, None, None, None] + np.arange(kernel.shape[0])[:, None]
    c = cols[None, :, None, None] + np.arange(kernel.shape[1])[None, :]
    return np.tensordot(image[r, c], kernel, 2)
