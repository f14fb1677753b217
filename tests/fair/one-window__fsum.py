import itertools
import math
import operator


def one_window(patch, kernel):
    flat = itertools.chain.from_iterable
    return math.fsum(map(operator.mul, flat(patch), flat(kernel)))
