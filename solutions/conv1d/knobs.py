import numpy as np


def conv1d(
    x: np.ndarray,
    w: np.ndarray,
    stride: int,
    padding: int,
    *,
    flipped: bool = False,
    full: bool = False,
    left_only: bool = False,
    partial_windows: bool = False,
    right_only: bool = False,
    same: bool = False,
) -> np.ndarray:
    before = 0 if right_only else padding
    after = 0 if left_only else padding
    if full:
        before = after = len(w) - 1
    elif same:
        before, after = len(w) // 2, len(w) - 1 - len(w) // 2
    padded = np.pad(x, (before, after))
    if flipped:
        w = w[::-1]
    over = stride - 1 if partial_windows else 0
    output = np.zeros((len(padded) - len(w) + over) // stride + 1)
    padded = np.pad(padded, (0, over))
    for i in range(len(output)):
        output[i] = np.sum(padded[i * stride : i * stride + len(w)] * w)
    return output
