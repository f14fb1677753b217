"""You add up everything to one number; the layer has one bias for each filter, and each gets
the sum over its own channel.
"""

import numpy as np


def conv_grad_bias(dout: np.ndarray) -> np.ndarray:
    return dout.sum()
