import numpy as np


def conv2d_dilated(image, kernel, dilation):
    dh, dw = dilation
    kh, kw = kernel.shape
    big = np.zeros((dh * (kh - 1) + 1, dw * (kw - 1) + 1))
    big[::dh, ::dw] = kernel
    out = [
        [
            (image[i : i + big.shape[0], j : j + big.shape[1]] * big).sum()
            for j in range(image.shape[1] - big.shape[1] + 1)
        ]
        for i in range(image.shape[0] - big.shape[0] + 1)
    ]
    return np.asfortranarray(out)
