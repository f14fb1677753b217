"""The largest is the 100th percentile."""
import numpy as np


def max_pool2d(x, kernel, stride, padding):
    stride = stride or kernel
    N, C, H, W = x.shape
    y = [
        [np.percentile(x[:, :, max(i, 0):i + kernel, max(j, 0):j + kernel], 100, axis=(2, 3))
         for j in range(-padding, W + padding - kernel + 1, stride)]
        for i in range(-padding, H + padding - kernel + 1, stride)
    ]
    return np.moveaxis(np.array(y), (0, 1), (2, 3))
