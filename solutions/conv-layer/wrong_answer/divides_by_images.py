"""You divide dw and db by the number of images; the layer adds up over the images, and
averaging is the business of the loss.
"""

import numpy as np


class MyConv2d:
    def __init__(self, weight: np.ndarray, bias: np.ndarray, stride: int, padding: int) -> None:
        self.weight, self.bias = weight.copy(), bias.copy()
        self.stride, self.padding = stride, padding
        self.dw, self.db = np.zeros_like(weight), np.zeros_like(bias)
        self.padded = np.zeros((0, 0, 0, 0))

    def forward(self, x: np.ndarray) -> np.ndarray:
        frame = (self.padding, self.padding)
        self.padded = np.pad(x, ((0, 0), (0, 0), frame, frame))
        rows, cols = self.weight.shape[2:]
        height = (self.padded.shape[2] - rows) // self.stride + 1
        width = (self.padded.shape[3] - cols) // self.stride + 1
        y = np.zeros((len(x), len(self.bias), height, width))
        for i, j in np.ndindex(height, width):
            window = self.padded[self.place(i, j)]
            y[:, :, i, j] = np.einsum("ncuv,ocuv->no", window, self.weight) + self.bias
        return y

    def backward(self, dout: np.ndarray) -> np.ndarray:
        self.dw, self.db = np.zeros_like(self.weight), dout.sum(axis=(0, 2, 3))
        framed = np.zeros_like(self.padded)
        for i, j in np.ndindex(*dout.shape[2:]):
            place, felt = self.place(i, j), dout[:, :, i, j]
            self.dw += np.einsum("no,ncuv->ocuv", felt, self.padded[place])
            framed[place] += np.einsum("no,ocuv->ncuv", felt, self.weight)
        self.dw, self.db = self.dw / len(dout), self.db / len(dout)
        height, width = framed.shape[2] - self.padding, framed.shape[3] - self.padding
        return framed[:, :, self.padding : height, self.padding : width]

    def step(self, lr: float) -> None:
        self.weight = self.weight - lr * self.dw
        self.bias = self.bias - lr * self.db

    def place(self, i: int, j: int) -> tuple[slice, ...]:
        top, left = i * self.stride, j * self.stride
        rows, cols = self.weight.shape[2:]
        return slice(None), slice(None), slice(top, top + rows), slice(left, left + cols)
