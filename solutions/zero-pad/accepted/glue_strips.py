"""Glue strips of zeros to the left and right, then above and below."""

import numpy as np


def zero_pad(image: np.ndarray, pad: int) -> np.ndarray:
    side = np.zeros((image.shape[0], pad))
    widened = np.hstack([side, image, side])
    lid = np.zeros((pad, widened.shape[1]))
    return np.vstack([lid, widened, lid])
