import numpy as np


def conv2d_dilated(image, kernel, dilation):
    DH, DW = dilation
    KH, KW = kernel.shape

    @np.vectorize
    def entry(i, j):
        window = image[i : i + DH * KH : DH, j : j + DW * KW : DW]
        return float(np.inner(window[:KH, :KW].ravel(), kernel.ravel()))

    rows, columns = image.shape[0] - DH * (KH - 1), image.shape[1] - DW * (KW - 1)
    return np.fromfunction(lambda i, j: entry(i.astype(int), j.astype(int)), (rows, columns))
