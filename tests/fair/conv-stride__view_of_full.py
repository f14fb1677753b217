import numpy as np


def conv2d_stride(image, kernel, stride):
    """Slide with step 1, then keep every stride-th row and column: a strided view."""
    kh, kw = kernel.shape
    full = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for (u, v), weight in np.ndenumerate(kernel):
        full += weight * image[u : u + full.shape[0], v : v + full.shape[1]]
    return full[::stride, ::stride]
