"""One thread a channel."""
from concurrent.futures import ThreadPoolExecutor
import numpy as np


def plane(pair):
    image, kernel = pair
    kh, kw = kernel.shape
    out = np.zeros((image.shape[0] - kh + 1, image.shape[1] - kw + 1))
    for u in range(kh):
        for v in range(kw):
            out += kernel[u, v] * image[u : u + out.shape[0], v : v + out.shape[1]]
    return out


def conv2d_multi_in(x, w):
    return sum(map(plane, zip(x, w)))
