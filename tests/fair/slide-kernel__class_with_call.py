import numpy as np
from numpy.typing import NDArray
from typing import ClassVar, Callable


class Slider:
    """'np.convolve' would do it in one dimension."""

    count: ClassVar[int] = 0

    def convolve(self, window: NDArray[np.float64], kernel: NDArray[np.float64]) -> float:
        return float((window * kernel).sum())

    def __call__(self, image, kernel):
        type(self).count += 1
        kh, kw = kernel.shape
        size = image.shape[0] - kh + 1, image.shape[1] - kw + 1
        out = np.empty(size)
        for i, j in np.ndindex(*size):
            out[i, j] = self.convolve(image[i : i + kh, j : j + kw], kernel)
        return out


conv2d_valid: Callable = Slider()
