"""Keep the larger of two images, once for each place of the window."""

import numpy as np


def max_pool2d(x: np.ndarray, kernel: int, stride: int | None, padding: int) -> np.ndarray:
    """Return the largest pixel of every window, each channel by itself."""
    step = kernel if stride is None else stride
    frame = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded = np.pad(x, frame, constant_values=-np.inf)
    n, c, height, width = padded.shape
    rows, cols = (height - kernel) // step + 1, (width - kernel) // step + 1
    out = np.full((n, c, rows, cols), -np.inf)
    for u in range(kernel):
        for v in range(kernel):
            down, across = u + step * rows, v + step * cols
            out = np.maximum(out, padded[:, :, u:down:step, v:across:step])
    return out
