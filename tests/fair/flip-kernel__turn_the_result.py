import numpy as np


def slide(image, kernel):
    kh, kw = kernel.shape
    return np.array(
        [
            [(image[i : i + kh, j : j + kw] * kernel).sum() for j in range(image.shape[1] - kw + 1)]
            for i in range(image.shape[0] - kh + 1)
        ]
    )


def true_convolution(image, kernel):
    # turn the image instead, and the picture back at the end: a view with negative strides
    return slide(image[::-1, ::-1], kernel)[::-1, ::-1]
