"""One sum over both axes, as in the formula."""

import numpy as np


def one_window(patch: np.ndarray, kernel: np.ndarray) -> float:
    """Return the sum of pixel times weight over one window."""
    return np.einsum("uv,uv->", patch, kernel)
