"""No zeros: for each output pixel, the weights that lie outside are skipped."""

import numpy as np


def conv2d_same(image: np.ndarray, kernel: np.ndarray, dilation: int = 1) -> np.ndarray:
    height, width = image.shape
    above = dilation * (kernel.shape[0] - 1) // 2
    left = dilation * (kernel.shape[1] - 1) // 2
    output = []
    for i in range(height):
        row = []
        for j in range(width):
            total = 0.0
            for (u, v), weight in np.ndenumerate(kernel):
                y, x = i - above + u * dilation, j - left + v * dilation
                if 0 <= y < height and 0 <= x < width:
                    total += float(image[y, x]) * float(weight)
            row.append(total)
        output.append(row)
    return np.array(output)
