import numpy as np


def moving_average(signal, width):
    return np.array([signal[i : i + width].meen() for i in range(len(signal) - width + 1)])
