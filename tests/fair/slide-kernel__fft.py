import numpy as np


def conv2d_valid(image, kernel):
    H, W = image.shape
    kh, kw = kernel.shape
    shape = (H + kh - 1, W + kw - 1)
    spectrum = np.fft.fft2(image, shape) * np.fft.fft2(kernel[::-1, ::-1], shape)
    full = np.fft.ifft2(spectrum).real
    return full[kh - 1 : H, kw - 1 : W]
