# one row of zeros on top, then a quarter turn; four times for each layer of the frame
import numpy as np


def zero_pad(image, pad, turns=4):
    if pad == 0:
        return image
    for _ in range(turns):
        image = np.rot90(np.vstack([np.zeros(image.shape[1]), image]))
    return zero_pad(image, pad - 1)
