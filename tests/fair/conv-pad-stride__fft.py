import numpy as np
from numpy.fft import rfft2, irfft2


def conv2d(image, kernel, stride, padding):
    x = np.pad(image, ((padding, padding), (padding, padding)), mode="constant", constant_values=0)
    spectrum = rfft2(x) * np.conj(rfft2(kernel, x.shape))
    y = irfft2(spectrum, x.shape)
    oh = x.shape[0] - kernel.shape[0] + 1
    ow = x.shape[1] - kernel.shape[1] + 1
    return y[:oh:stride, :ow:stride]
