from __future__ import annotations

from collections.abc import Sequence
from typing import Optional, Union

import numpy as np
from numpy.typing import NDArray

Size = Union[int, Sequence[int]]


def conv2d(
    x: NDArray[np.float64],
    w: NDArray[np.float64],
    b: Optional[NDArray[np.float64]] = None,
    stride: Size = 1,
    padding: Size = 0,
    dilation: Size = 1,
    *,
    dtype: np.dtype | None = None,
) -> NDArray[np.float64]:
    s = np.broadcast_to(stride, 2)
    p = np.broadcast_to(padding, 2)
    d = np.broadcast_to(dilation, 2)
    size = np.array(x.shape[2:]), np.array(w.shape[2:])
    out = (size[0] + 2 * p - d * (size[1] - 1) - 1) // s + 1
    xp = np.zeros((*x.shape[:2], *(size[0] + 2 * p)), dtype)
    xp[:, :, p[0] : p[0] + x.shape[2], p[1] : p[1] + x.shape[3]] = x
    y = np.zeros((len(x), len(w), *out), dtype) if b is None else np.ones((len(x), 1, *out)) * b[:, None, None]
    for u, v in np.ndindex(*w.shape[2:]):
        rows = np.arange(out[0]) * s[0] + u * d[0]
        cols = np.arange(out[1]) * s[1] + v * d[1]
        y = y + np.einsum("nchw,oc->nohw", xp[:, :, rows[:, None], cols], w[:, :, u, v])
    return y
