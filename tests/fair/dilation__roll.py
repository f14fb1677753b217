import numpy as np


def conv2d_dilated(image, kernel, dilation):
    total = np.zeros_like(image, dtype=float)
    for u, row in enumerate(kernel):
        for v, weight in enumerate(row):
            total += weight * np.roll(image, (-u * dilation[0], -v * dilation[1]), axis=(0, 1))
    height = image.shape[0] - dilation[0] * (kernel.shape[0] - 1)
    return total[:height, : image.shape[1] - dilation[1] * (kernel.shape[1] - 1)]
