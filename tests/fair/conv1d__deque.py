from collections import deque
import numpy as np


def conv1d(x, w, stride, padding):
    numbers = [0.0] * padding + x.tolist() + [0.0] * padding
    window, out = deque(maxlen=len(w)), []
    for n, number in enumerate(numbers):
        window.append(number)
        start = n - len(w) + 1
        if start >= 0 and start % stride == 0:
            out.append(sum(a * b for a, b in zip(window, w)))
    return np.array(out)
