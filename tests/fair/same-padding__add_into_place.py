import numpy as np


def conv2d_same(image, kernel, dilation=1, verbose=False):
    H, W = image.shape
    th, tw = dilation * (kernel.shape[0] - 1), dilation * (kernel.shape[1] - 1)
    x = np.zeros((H + th, W + tw))
    x[th // 2 : th // 2 + H, tw // 2 : tw // 2 + W] = image
    if verbose:
        print(x)
    y = np.zeros((H, W))
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            y += kernel[u, v] * x[u * dilation : u * dilation + H, v * dilation : v * dilation + W]
    return y
