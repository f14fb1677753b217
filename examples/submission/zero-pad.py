import numpy as np


def zero_pad(image, pad):
    h, w = image.shape
    padded = np.zeros((h + pad, w + pad))
    padded[:h, :w] = image
    return padded
