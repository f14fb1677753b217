"""You spread the pixels inside the window apart and still move by one pixel, which is dilation;
the layer's stride moves the window and keeps its pixels together.
"""

import numpy as np


def conv2d_stride(image: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    height = image.shape[0] - stride * (kernel.shape[0] - 1)
    width = image.shape[1] - stride * (kernel.shape[1] - 1)
    output = np.zeros((height, width))
    for (a, b), weight in np.ndenumerate(kernel):
        top, left = a * stride, b * stride
        output += weight * image[top : top + height, left : left + width]
    return output
