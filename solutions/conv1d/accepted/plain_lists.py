"""Plain numbers in lists, and no zeros: what lies outside the row is skipped."""

import numpy as np


def conv1d(x: np.ndarray, w: np.ndarray, stride: int, padding: int) -> np.ndarray:
    output = []
    for start in range(-padding, len(x) + padding - len(w) + 1, stride):
        total = 0.0
        for u, weight in enumerate(w):
            if 0 <= start + u < len(x):
                total += float(x[start + u]) * float(weight)
        output.append(total)
    return np.array(output)
