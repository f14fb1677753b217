"""Multiplying polynomials is a convolution, so turn the weights."""

import numpy as np


def multiply(p, q):
    out = [0.0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            out[i + j] += a * b
    return out


def conv1d(x, w, stride, padding):
    padded = [0.0] * padding + [*x] + [0.0] * padding
    full = multiply(padded, w[::-1])
    return np.array(full[len(w) - 1 : len(padded) : stride])
