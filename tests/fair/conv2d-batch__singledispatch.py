from functools import singledispatch
from itertools import product, starmap
import numpy as np


@singledispatch
def both(value):
    return tuple(value)


@both.register(int)
def _(value):
    return (value,) * 2


def conv2d(x, w, b, *settings):
    stride, padding, dilation = map(both, settings)

    def starts(axis):
        reach = dilation[axis] * (w.shape[axis + 2] - 1) + 1
        return range(-padding[axis], x.shape[axis + 2] + padding[axis] - reach + 1, stride[axis])

    def pixel(n, o, i, j):
        acc = 0.0 if b is None else b[o]
        for u, v in product(*map(range, w.shape[2:])):
            r, c = i + u * dilation[0], j + v * dilation[1]
            if 0 <= r < x.shape[2] and 0 <= c < x.shape[3]:
                acc += x[n, :, r, c] @ w[o, :, u, v]
        return acc

    axes = range(len(x)), range(len(w)), starts(0), starts(1)
    return np.array(list(starmap(pixel, product(*axes)))).reshape([len(axis) for axis in axes])
