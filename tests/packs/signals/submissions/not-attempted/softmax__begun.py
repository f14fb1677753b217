import numpy as np


def softmax(x):
    powers = np.exp(x)
    raise NotImplementedError("the division is missing")
