"""You divide the sum by the number of images; the layer adds up over the images and divides by
nothing, since an average belongs to the loss, if anywhere.
"""

import numpy as np


def conv_grad_bias(dout: np.ndarray) -> np.ndarray:
    return dout.sum(axis=(0, 2, 3)) / dout.shape[0]
