from typing import NamedTuple
import numpy as np


class Pair(NamedTuple):
    height: int
    width: int


def conv2d(image, kernel, stride, padding):
    s, p, k = Pair(*stride), Pair(*padding), Pair(*kernel.shape)
    x = np.pad(image, [(p.height,) * 2, (p.width,) * 2])
    out = np.zeros(((x.shape[0] - k.height) // s.height + 1, (x.shape[1] - k.width) // s.width + 1))
    for u in range(k.height):
        for v in range(k.width):
            part = x[
                u : u + s.height * out.shape[0] : s.height, v : v + s.width * out.shape[1] : s.width
            ]
            np.add(out, kernel[u, v] * part[: out.shape[0], : out.shape[1]], out=out)
    return out
