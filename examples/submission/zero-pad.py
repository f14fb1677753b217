import numpy as np


def zero_pad(image, pad):
    h, w = image.shape
    padded = np.zeros((h + 2 * pad, w + 2 * pad))
    padded[:h, :w] = image
    return padded
