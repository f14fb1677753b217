import numpy as np


def conv2d_stride(image, kernel, stride):
    s = stride
    kh, kw = kernel.shape
    return np.array(
        [
            [
                np.sum(image[i : i + kh, j : j + kw] * kernel)
                for j in range(0, image.shape[1] - kw + 1, s)
            ]
            for i in range(0, image.shape[0] - kh + 1, s)
        ]
    )
