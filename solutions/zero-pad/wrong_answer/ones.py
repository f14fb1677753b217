"""You fill the frame with ones; the layer fills it with zeros, so that the frame adds nothing
to a sum.
"""

import numpy as np


def zero_pad(image: np.ndarray, pad: int) -> np.ndarray:
    height, width = image.shape
    padded = np.ones((height + 2 * pad, width + 2 * pad))
    padded[pad : pad + height, pad : pad + width] = image
    return padded
