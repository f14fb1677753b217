"""All windows by index arrays, then one matrix product."""

import numpy as np


def conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None,
    stride: int | tuple[int, int],
    padding: int | tuple[int, int],
    dilation: int | tuple[int, int],
) -> np.ndarray:
    (sh, sw), (ph, pw), (dh, dw) = (
        np.broadcast_to(knob, 2) for knob in (stride, padding, dilation)
    )
    padded = np.pad(x, [(0, 0), (0, 0), (ph, ph), (pw, pw)])
    filters, _, kh, kw = w.shape
    tops = np.arange(0, padded.shape[2] - (kh - 1) * dh, sh)
    lefts = np.arange(0, padded.shape[3] - (kw - 1) * dw, sw)
    rows = tops[:, None] + dh * np.arange(kh)
    cols = lefts[:, None] + dw * np.arange(kw)
    windows = padded[:, :, rows[:, None, :, None], cols[None, :, None, :]]
    windows = windows.transpose(0, 2, 3, 1, 4, 5).reshape(len(x), len(tops), len(lefts), -1)
    output = (windows @ w.reshape(filters, -1).T).transpose(0, 3, 1, 2)
    return output if b is None else output + b.reshape(-1, 1, 1)
