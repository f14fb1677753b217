"""Name the axes and let einsum sum over the one that is shared."""

import numpy as np


def conv1x1(x: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.einsum("nchw,oc->nohw", x, w) + b[:, None, None]
