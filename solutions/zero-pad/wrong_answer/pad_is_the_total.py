"""You share the padding out between the two sides; in the layer it is the number of zeros on
each side.
"""

import numpy as np


def zero_pad(image: np.ndarray, pad: int) -> np.ndarray:
    height, width = image.shape
    before = pad // 2
    padded = np.zeros((height + pad, width + pad))
    padded[before : before + height, before : before + width] = image
    return padded
