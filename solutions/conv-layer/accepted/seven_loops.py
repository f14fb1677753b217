"""Plain loops over numbers: each product of a pixel and a weight is visited once each way."""

from collections.abc import Iterator

import numpy as np


class MyConv2d:
    def __init__(self, weight: np.ndarray, bias: np.ndarray, stride: int, padding: int) -> None:
        self.weight = np.array(weight)
        self.bias = np.array(bias)
        self.stride = stride
        self.padding = padding

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        rows, cols = self.weight.shape[2:]
        height = (x.shape[2] + 2 * self.padding - rows) // self.stride + 1
        width = (x.shape[3] + 2 * self.padding - cols) // self.stride + 1
        y = np.zeros((x.shape[0], self.weight.shape[0], height, width))
        for o in range(self.weight.shape[0]):
            y[:, o] = self.bias[o]
        for out, tap, pixel in self._meetings(height, width):
            y[out] += self.weight[tap] * x[pixel]
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        dx = np.zeros(self.x.shape)
        self.dw = np.zeros(self.weight.shape)
        self.db = np.zeros(self.bias.shape)
        for out, tap, pixel in self._meetings(*dout.shape[2:]):
            self.dw[tap] += dout[out] * self.x[pixel]
            dx[pixel] += dout[out] * self.weight[tap]
        for n, o, i, j in np.ndindex(*dout.shape):
            self.db[o] += dout[n, o, i, j]
        return dx

    def step(self, lr: float) -> None:
        self.weight -= lr * self.dw
        self.bias -= lr * self.db

    def _meetings(self, height: int, width: int) -> Iterator[tuple[tuple[int, ...], ...]]:
        """Yield output pixel, weight and input pixel wherever the three meet."""
        for o, c, u, v in np.ndindex(*self.weight.shape):
            for n, i, j in np.ndindex(self.x.shape[0], height, width):
                row = i * self.stride + u - self.padding
                col = j * self.stride + v - self.padding
                if 0 <= row < self.x.shape[2] and 0 <= col < self.x.shape[3]:
                    yield (n, o, i, j), (o, c, u, v), (n, c, row, col)
