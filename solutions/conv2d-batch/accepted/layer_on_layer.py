"""One image after the other, one filter after the other, window by window."""

import numpy as np


def pair(knob: int | tuple[int, int]) -> tuple[int, int]:
    return (knob, knob) if np.ndim(knob) == 0 else tuple(knob)


def conv2d_one(
    x: np.ndarray, kernels: np.ndarray, step: tuple[int, int], gap: tuple[int, int]
) -> np.ndarray:
    """Slide one filter over one padded image."""
    kernel_rows, kernel_cols = kernels.shape[1:]
    tall, wide = gap[0] * (kernel_rows - 1) + 1, gap[1] * (kernel_cols - 1) + 1
    rows = (x.shape[1] - tall) // step[0] + 1
    cols = (x.shape[2] - wide) // step[1] + 1
    output = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            top, left = i * step[0], j * step[1]
            window = x[:, top : top + tall : gap[0], left : left + wide : gap[1]]
            output[i, j] = np.sum(window * kernels)
    return output


def conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None,
    stride: int | tuple[int, int],
    padding: int | tuple[int, int],
    dilation: int | tuple[int, int],
) -> np.ndarray:
    step, gap, (ph, pw) = pair(stride), pair(dilation), pair(padding)
    if b is None:
        b = np.zeros(len(w))
    images, channels, height, width = x.shape
    padded = np.zeros((images, channels, height + 2 * ph, width + 2 * pw))
    padded[:, :, ph : ph + height, pw : pw + width] = x
    return np.array(
        [
            [conv2d_one(image, kernels, step, gap) + bias for kernels, bias in zip(w, b)]
            for image in padded
        ]
    )
