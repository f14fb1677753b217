"""Channels first, one row for each, times a vector of ones."""

import numpy as np


def conv_grad_bias(dout: np.ndarray) -> np.ndarray:
    rows = np.moveaxis(dout, 1, 0).reshape(dout.shape[1], -1)
    return rows @ np.ones(rows.shape[1])
