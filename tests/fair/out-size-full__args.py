import math


def output_size(*args):
    m, k, stride, padding, dilation = (*args, *(1, 0, 1)[len(args) - 2 :])
    return math.floor((m + 2 * padding - dilation * (k - 1) - 1) / stride + 1)
