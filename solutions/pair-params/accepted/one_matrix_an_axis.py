"""For each row of the kernel a matrix picks rows of the image; the same for the columns."""

import numpy as np


def picks(pixels: int, size: int, tap: int, stride: int, padding: int) -> np.ndarray:
    """Return the matrix whose row i has its 1 where window i meets the weight `tap`."""
    count = (pixels + 2 * padding - size) // stride + 1
    matrix = np.zeros((count, pixels))
    for i in range(count):
        where = i * stride + tap - padding
        if 0 <= where < pixels:
            matrix[i, where] = 1
    return matrix


def conv2d(
    image: np.ndarray, kernel: np.ndarray, stride: tuple[int, int], padding: tuple[int, int]
) -> np.ndarray:
    (H, W), (KH, KW) = image.shape, kernel.shape
    down = [picks(H, KH, u, stride[0], padding[0]) for u in range(KH)]
    across = [picks(W, KW, v, stride[1], padding[1]) for v in range(KW)]
    return np.einsum("uih,hw,vjw,uv->ij", down, image, across, kernel, optimize=True)
