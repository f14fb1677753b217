"""Nothing but loops over plain numbers."""

import numpy as np


def conv2d_valid(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the cross-correlation of an image with a kernel, without padding."""
    H, W = image.shape
    KH, KW = kernel.shape
    rows = []
    for i in range(H - KH + 1):
        row = []
        for j in range(W - KW + 1):
            total = 0.0
            for u in range(KH):
                for v in range(KW):
                    total += float(image[i + u, j + v]) * float(kernel[u, v])
            row.append(total)
        rows.append(row)
    return np.array(rows)
