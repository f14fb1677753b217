"""You count the pixels to which a bias is added, as though the loss felt each of them by 1;
the layer adds up how much it really feels them, which is what dout says.
"""

import numpy as np


def conv_grad_bias(dout: np.ndarray) -> np.ndarray:
    return np.full(dout.shape[1], float(dout[:, 0].size))
