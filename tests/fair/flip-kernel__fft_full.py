import numpy as np
import numpy.fft as fourier


def true_convolution(image, kernel):
    big = tuple(a + b - 1 for a, b in zip(image.shape, kernel.shape))
    full = fourier.irfftn(fourier.rfftn(image, big) * fourier.rfftn(kernel, big), big)
    (H, W), (kh, kw) = image.shape, kernel.shape
    return full[kh - 1 : H, kw - 1 : W]
