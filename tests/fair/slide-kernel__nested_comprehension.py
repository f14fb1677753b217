import numpy as np


def conv2d_valid(image, kernel):
    H, W = image.shape
    h, w = kernel.shape
    return np.array(
        [
            [
                sum(image[i + u][j + v] * kernel[u][v] for u in range(h) for v in range(w))
                for j in range(W - w + 1)
            ]
            for i in range(H - h + 1)
        ]
    )
