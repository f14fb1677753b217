"""The bias is one more weight, that always meets a one."""
import numpy as np


def conv2d_im2col(x, w, b, stride, padding):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    O, C, KH, KW = w.shape
    h = (x.shape[2] - KH) // stride + 1
    wd = (x.shape[3] - KW) // stride + 1
    F = np.column_stack([w.reshape(O, -1), b])
    out = []
    for image in x:
        A = [image[:, i*stride:i*stride+KH, j*stride:j*stride+KW].ravel() for i in range(h) for j in range(wd)]
        A = np.vstack([np.array(A).T, np.ones(h * wd)])
        out.append(F.dot(A).reshape(O, h, wd))
    return np.array(out)
