import numpy as np


def moving_average(signal, width):
    return np.stack([signal[i : len(signal) - width + 1 + i] for i in range(width)]).sum(0)
