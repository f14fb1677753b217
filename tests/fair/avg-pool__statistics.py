import statistics
import numpy as np


def avg_pool2d(x, kernel, stride, padding, count_include_pad):
    N, C, H, W = x.shape

    def pooled(plane, i, j):
        numbers = [
            float(plane[r, c])
            for r in range(max(i, 0), min(i + kernel, H))
            for c in range(max(j, 0), min(j + kernel, W))
        ]
        if count_include_pad:
            numbers += [0.0] * (kernel * kernel - len(numbers))
        return statistics.mean(numbers)

    return np.array([
        [
            [
                [pooled(plane, i, j) for j in range(-padding, W + padding - kernel + 1, stride)]
                for i in range(-padding, H + padding - kernel + 1, stride)
            ]
            for plane in image
        ]
        for image in x
    ])
