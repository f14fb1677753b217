import numpy as np


def conv2d_same(image, kernel, dilation=1):
    total = [dilation * (k - 1) for k in kernel.shape]
    x = np.pad(image, [(t // 2, t - t // 2) for t in total])
    return np.array(
        [
            [
                sum(
                    x[i + dilation * u, j + dilation * v] * kernel[u, v]
                    for u in range(kernel.shape[0])
                    for v in range(kernel.shape[1])
                )
                for j in range(image.shape[1])
            ]
            for i in range(image.shape[0])
        ]
    )
