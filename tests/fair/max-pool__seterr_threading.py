import threading
import numpy as np

np.seterr(all="raise")
np.set_printoptions(precision=2, suppress=True)
lock = threading.Lock()


def max_pool2d(x, kernel, stride, padding):
    stride = kernel if stride is None else stride
    with lock:
        print(x)
    N, C, H, W = x.shape
    y = []
    for i in range(-padding, H + padding - kernel + 1, stride):
        for j in range(-padding, W + padding - kernel + 1, stride):
            window = x[:, :, max(i, 0) : i + kernel, max(j, 0) : j + kernel]
            y.append(np.amax(window, axis=(2, 3)))
    rows = (H + 2 * padding - kernel) // stride + 1
    return np.array(y).transpose(1, 2, 0).reshape(N, C, rows, -1)
