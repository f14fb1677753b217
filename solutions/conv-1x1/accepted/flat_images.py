"""Here reshape is right: the pixels of an image become columns of a matrix."""

import numpy as np


def conv1x1(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    images, channels, height, width = x.shape
    columns = x.reshape(images, channels, height * width)
    return (w @ columns + b[:, None]).reshape(images, len(w), height, width)
