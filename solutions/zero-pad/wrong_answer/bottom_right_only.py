"""You add the zeros at the bottom and the right only; the layer puts the same frame on all four
sides.
"""

import numpy as np


def zero_pad(image: np.ndarray, pad: int) -> np.ndarray:
    height, width = image.shape
    padded = np.zeros((height + pad, width + pad))
    padded[:height, :width] = image
    return padded
