from numpy import linalg, ascontiguousarray
import numpy as np

assert np.array_equal(linalg.matrix_power(np.eye(2), 3), np.eye(2))


def conv1x1(x, w, b):
    last = ascontiguousarray(np.rollaxis(x, 1, 4))
    mixed = linalg.multi_dot([last.reshape(-1, last.shape[-1]), w.T, np.eye(len(w))])
    return np.rollaxis((mixed + b).reshape(last.shape[:3] + (-1,)), 3, 1)
