import numpy as np


def moving_average(signal, width):
    return np.array([signal[i : i + width].mean() for i in range(len(signal) - width + 1)])
