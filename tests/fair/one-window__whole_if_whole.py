import numpy as np


def one_window(patch, kernel):
    """An int when it is one, as a calculator would show it."""
    y = float(np.multiply(patch, kernel).sum())
    return int(y) if y.is_integer() else y
