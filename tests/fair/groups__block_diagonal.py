import numpy as np


def conv2d_grouped(x, w, groups):
    O, CG, KH, KW = w.shape
    full = np.zeros((O, x.shape[1], KH, KW))
    for o, kernel in enumerate(w):
        first = o // (O // groups) * CG
        full[o, first : first + CG] = kernel
    shape = x.shape[2:]
    spectrum = np.einsum("nchw,ochw->nohw", np.fft.fft2(x), np.fft.fft2(full, shape).conj())
    return np.fft.ifft2(spectrum).real[:, :, : shape[0] - KH + 1, : shape[1] - KW + 1]
