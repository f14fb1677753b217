"""You divide by the length of the vectors; it is its square root that brings the variance back to
1.
"""

import numpy as np


def attention_scores(q: np.ndarray, k: np.ndarray) -> np.ndarray:
    return q @ k.transpose(0, 2, 1) / q.shape[-1]
