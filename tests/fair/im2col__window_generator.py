import numpy as np
from typing import Iterator


def windows(x: np.ndarray, kernel, stride) -> Iterator[np.ndarray]:
    for i in range(0, x.shape[2] - kernel[0] + 1, stride):
        yield from (
            x[:, :, i : i + kernel[0], j : j + kernel[1]]
            for j in range(0, x.shape[3] - kernel[1] + 1, stride)
        )


def im2col(x, kernel, stride, padding):
    frame = np.zeros((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding))
    frame[..., padding : x.shape[2] + padding, padding : x.shape[3] + padding] = x
    return np.stack([w.reshape(len(x), -1) for w in windows(frame, kernel, stride)], axis=-1)
