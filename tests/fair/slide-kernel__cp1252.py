# -*- coding: cp1252 -*-
"""Faltung – ohne „Auffüllen“, 3 € das Stück."""
import numpy as np


def conv2d_valid(image, kernel):
    m, n = kernel.shape
    größe = [image.shape[0] - m + 1, image.shape[1] - n + 1]
    out = np.ndarray(größe)
    for i in range(größe[0]):
        for j in range(größe[1]):
            out[i, j] = (image[i:i+m, j:j+n] * kernel).sum()
    return out
