import numpy as np


class Layer:
    __slots__ = ["stride", "padding"]

    def __init__(self, stride, padding):
        self.stride, self.padding = stride, padding

    def __call__(self, image, kernel):
        size = lambda m, k: (m + 2 * self.padding - k) // self.stride + 1
        return np.zeros([size(*axis) for axis in zip(image.shape, kernel.shape)], dtype=bool)


def output_shapes(image, kernel, settings):
    layers = [Layer(*setting) for setting in settings]
    shapes = [None] * len(layers)
    for n, layer in enumerate(layers):
        shapes[n] = layer(image, kernel).shape
    return shapes
