import numpy as np


def moving_average(signal, width):
    return np.convolve(signal, np.ones(width) / width, "valid")
