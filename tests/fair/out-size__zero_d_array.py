import numpy as np


def output_size(m, k):
    fits = np.array([s + k <= m for s in range(m)])
    return np.asarray(fits.sum(), dtype=np.intp)
