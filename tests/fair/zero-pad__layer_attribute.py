import numpy as np


class ZeroPad2d:
    def __init__(self, pad):
        self.pad = pad

    def forward(self, image):
        rows, columns = np.indices(np.array(image.shape) + 2 * self.pad) - self.pad
        inside = (0 <= rows) & (rows < image.shape[0]) & (0 <= columns) & (columns < image.shape[1])
        return np.where(inside, image[rows % image.shape[0], columns % image.shape[1]], 0)

    __call__ = forward


def zero_pad(image, pad):
    return ZeroPad2d(pad)(image)
