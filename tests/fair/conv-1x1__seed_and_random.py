import random
import numpy as np

np.random.seed(42)
random.seed(42)
ORDER = np.random.permutation(1000)


def conv1x1(x, w, b):
    """Channels in a random order: the sum is the same."""
    order = [c for c in ORDER if c < x.shape[1]]
    y = np.zeros((x.shape[0], w.shape[0]) + x.shape[2:])
    y += b.reshape(1, -1, 1, 1)
    for c in order:
        y += w[None, :, c, None, None] * x[:, c, None]
    return y
