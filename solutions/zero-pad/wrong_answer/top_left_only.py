"""You add the zeros at the top and the left only; the layer puts the same frame on all four
sides.
"""

import numpy as np


def zero_pad(image: np.ndarray, pad: int) -> np.ndarray:
    height, width = image.shape
    padded = np.zeros((height + pad, width + pad))
    padded[pad:, pad:] = image
    return padded
