"""One matrix product for each image, from columns that are appended one by one."""

import numpy as np


def conv2d_im2col(
    x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: int, padding: int
) -> np.ndarray:
    """Return the output of a convolution layer, computed as a matrix product."""
    filters = w.reshape(w.shape[0], -1)
    kh, kw = w.shape[2:]
    outputs = []
    for image in np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))):
        tops = range(0, image.shape[1] - kh + 1, stride)
        lefts = range(0, image.shape[2] - kw + 1, stride)
        columns = [image[:, i : i + kh, j : j + kw].ravel() for i in tops for j in lefts]
        product = np.dot(filters, np.transpose(columns)) + b.reshape(-1, 1)
        outputs.append(product.reshape(-1, len(tops), len(lefts)))
    return np.array(outputs)
