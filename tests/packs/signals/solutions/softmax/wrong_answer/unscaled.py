"""You return the powers; divide them by their sum."""
import numpy as np


def softmax(x):
    return np.exp(x - x.max())
