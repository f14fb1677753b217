import math


def output_size(m, k, stride):
    return math.ceil((m - k) / stride) + 1
