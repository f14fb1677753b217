from collections import defaultdict
import numpy as np


def conv2d_same(image, kernel, dilation=1):
    top, left = (dilation * (k - 1) // 2 for k in kernel.shape)
    out = defaultdict(float)
    for (r, c), pixel in np.ndenumerate(image):
        for (u, v), weight in np.ndenumerate(kernel):
            out[r + top - u * dilation, c + left - v * dilation] += pixel * weight
    return np.array([[out[i, j] for j in range(image.shape[1])] for i in range(image.shape[0])])
