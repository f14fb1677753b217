"""Gather all windows by index, then one sum with named axes."""

import numpy as np


def conv2d_bank(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    kh, kw = w.shape[2:]
    i = np.arange(x.shape[1] - kh + 1)[:, None] + np.arange(kh)
    j = np.arange(x.shape[2] - kw + 1)[:, None] + np.arange(kw)
    windows = x[:, i[:, None, :, None], j[None, :, None, :]]
    return np.einsum("cijuv,ocuv->oij", windows, w) + b[:, None, None]
