"""You pad the columns at the left and the right but not the rows; the layer pads above and
below as well.
"""

import numpy as np


def zero_pad(image: np.ndarray, pad: int) -> np.ndarray:
    side = np.zeros((image.shape[0], pad))
    return np.hstack([side, image, side])
