import numpy as np


def zero_pad(image, pad):
    if pad == 0:
        return image.copy()
    for axis in range(image.ndim):
        shape = list(image.shape)
        shape[axis] = pad
        strip = np.zeros(shape, image.dtype)
        image = np.concatenate((strip, image, strip), axis=axis)
    return image
