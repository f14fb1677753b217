import numpy as np


def softmax(x):
    return np.ones((40_000, 40_000))
