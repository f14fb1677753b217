import numpy as np


def softmax(x):
    powers = np.exp(x - x.max())
    return (powers / powers.sum()).astype(object)
