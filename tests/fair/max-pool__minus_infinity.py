import numpy as np

def max_pool2d(x, kernel, stride, padding):
    stride = stride or kernel
    x = np.pad(x, ((0,0),(0,0),(padding,padding),(padding,padding)), constant_values=-np.inf)
    n, c, h, w = x.shape
    oh, ow = (h - kernel)//stride + 1, (w - kernel)//stride + 1
    y = np.zeros((n, c, oh, ow))
    for i in range(oh):
        for j in range(ow):
            y[:, :, i, j] = x[:, :, i*stride:i*stride+kernel, j*stride:j*stride+kernel].max(axis=(2, 3))
    return y
