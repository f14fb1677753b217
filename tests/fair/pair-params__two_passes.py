import numpy as np


def starts(length, k, s, p):
    return range(-p, length + p - k + 1, s)


def conv2d(image, kernel, stride, padding):
    (H, W), (KH, KW) = image.shape, kernel.shape
    out = []
    for i in starts(H, KH, stride[0], padding[0]):
        row = []
        for j in starts(W, KW, stride[1], padding[1]):
            acc = 0
            for u in range(max(0, -i), min(KH, H - i)):
                for v in range(max(0, -j), min(KW, W - j)):
                    acc = acc + image[i + u, j + v] * kernel[u, v]
            row.append(acc)
        out.append(row)
    return np.array(out)
