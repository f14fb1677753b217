"""One shifted copy of the image for each weight of the kernel."""

import numpy as np


def conv2d_valid(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the cross-correlation of an image with a kernel, without padding."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, cols))
    for (u, v), weight in np.ndenumerate(kernel):
        out += weight * image[u : u + rows, v : v + cols]
    return out
