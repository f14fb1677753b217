import numpy as np
import logging

logging.basicConfig(level=logging.DEBUG)
log = logging.getLogger(__name__)


def conv2d_bias(image, kernel, bias):
    log.debug("image %s kernel %s bias %s", image.shape, kernel.shape, bias)
    kh, kw = kernel.shape
    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.full((h, w), bias, order="F")
    for u in range(kh):
        for v in range(kw):
            out += kernel[u, v] * image[u : u + h, v : v + w]
    assert out.flags.f_contiguous
    return out
