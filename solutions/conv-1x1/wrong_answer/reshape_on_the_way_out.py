"""You reshaped the product to the final shape without moving the channel axis back, so that
channels and pixels of the result are mixed up; in the layer's output the channels come
before rows and columns.
"""

import numpy as np


def conv1x1(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    images, channels, height, width = x.shape
    pixels = x.transpose(0, 2, 3, 1).reshape(images * height * width, channels)
    return (pixels @ w.T + b).reshape(images, len(w), height, width)
