"""You exchanged the rows and columns of the weights; in the layer their first axis counts
the output channels, the second the input channels.
"""

import numpy as np


def conv1x1(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    pixels = x.transpose(0, 2, 3, 1)
    return (pixels @ w + b).transpose(0, 3, 1, 2)
