import numpy as np


def one_window(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return what the kernel sees in one window: the sum of pixel times weight.

    patch: the shape (KH, KW).
    kernel: the same shape (KH, KW).
    """
    raise NotImplementedError
