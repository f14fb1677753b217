from functools import partial
from operator import floordiv


def full(m, k, stride, padding, dilation):
    return floordiv(m + 2 * padding - dilation * (k - 1) - 1, stride) + 1


def output_size(m, k, stride=None, padding=None, dilation=None):
    f = partial(full, m, k)
    f = partial(f, 1 if stride is None else stride)
    return f(padding or 0, dilation or 1)
