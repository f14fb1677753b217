"""Old Emacs habits: form feeds between the parts."""
import numpy as np


def conv2d(image, kernel, stride, padding):
    frame = np.pad(image, ((padding[0],) * 2, (padding[1],) * 2))

    windows = {}
    for i, top in enumerate(range(0, frame.shape[0] - kernel.shape[0] + 1, stride[0])):
        for j, left in enumerate(range(0, frame.shape[1] - kernel.shape[1] + 1, stride[1])):
            windows[i, j] = (frame[top:top + kernel.shape[0], left:left + kernel.shape[1]] * kernel).sum()
    rows, cols = np.max(list(windows), axis=0) + 1
    return np.reshape(list(windows.values()), (rows, cols))
