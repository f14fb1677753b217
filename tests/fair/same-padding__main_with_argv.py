import sys
import numpy as np


def conv2d_same(image, kernel, dilation=1):
    y = np.zeros(image.shape)
    top, left = ((dilation * (k - 1)) // 2 for k in kernel.shape)
    it = np.nditer([image, None][:1], flags=["multi_index"])
    for _ in it:
        i, j = it.multi_index
        for u in range(kernel.shape[0]):
            for v in range(kernel.shape[1]):
                r, c = i + u * dilation - top, j + v * dilation - left
                if 0 <= r < image.shape[0] and 0 <= c < image.shape[1]:
                    y[i, j] += image[r, c] * kernel[u, v]
    return y


if __name__ == "__main__" and "--plot" in sys.argv:
    from matplotlib import pyplot

    pyplot.imshow(conv2d_same(np.eye(5), np.ones((3, 3))))
