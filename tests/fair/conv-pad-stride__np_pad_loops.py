import numpy as np


def conv2d(image, kernel, stride, padding):
    x = np.pad(image, padding)
    kh, kw = kernel.shape
    oh = int(np.floor((x.shape[0] - kh) / stride)) + 1
    ow = int(np.floor((x.shape[1] - kw) / stride)) + 1
    y = np.zeros([oh, ow])
    for i in range(oh):
        for j in range(ow):
            for u in range(kh):
                for v in range(kw):
                    y[i, j] += x[stride * i + u, stride * j + v] * kernel[u, v]
    print(y.shape)
    print(y)
    return y
