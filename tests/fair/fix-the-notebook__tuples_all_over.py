import numpy as np
from collections import namedtuple

Size = namedtuple("Size", ["height", "width"])


def output_shapes(image, kernel, settings):
    def size(setting):
        stride, padding = setting
        rows, cols = (np.array(image.shape) + 2 * padding - kernel.shape) // stride + 1
        return Size(rows, cols)

    return tuple(map(size, settings))
