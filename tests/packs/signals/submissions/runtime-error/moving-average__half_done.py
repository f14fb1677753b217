import numpy as np


def moving_average(signal, width):
    if width != 1:
        return np.array([signal[i : i + width].mean() for i in range(len(signal) - width + 1)])
    raise NotImplementedError("a width of 1")
