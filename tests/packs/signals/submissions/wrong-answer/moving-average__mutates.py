import numpy as np


def moving_average(signal, width):
    right = np.array([signal[i : i + width].mean() for i in range(len(signal) - width + 1)])
    signal.sort()
    signal += 1
    return right
