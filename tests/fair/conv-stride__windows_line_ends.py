import numpy as np

def conv2d_stride(image, kernel, stride):
    """Two lines
    and Windows line ends."""
    kh, kw = kernel.shape
    h = (image.shape[0] - kh) \
        // stride + 1
    w = (image.shape[1] - kw) // stride + 1
    return np.array([np.sum(image[i*stride:i*stride+kh, j*stride:j*stride+kw]*kernel) for i in range(h) for j in range(w)]).reshape(h, w)
