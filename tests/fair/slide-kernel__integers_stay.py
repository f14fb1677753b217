import numpy as np


def conv2d_valid(image, kernel):
    kh, kw = kernel.shape
    rows = image.shape[0] - kh + 1
    cols = image.shape[1] - kw + 1
    out = np.zeros((rows, cols), dtype=np.result_type(image, kernel))
    for u in range(kh):
        for v in range(kw):
            out = out + image[u : u + rows, v : v + cols] * kernel[u, v]
    if np.array_equal(out, np.rint(out)):
        return out.astype(np.int32)
    return out
