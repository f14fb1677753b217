from fractions import Fraction
from functools import reduce


def one_window(patch, kernel):
    exact = reduce(
        lambda total, pair: total + Fraction(pair[0]) * Fraction(pair[1]),
        zip(patch.ravel(), kernel.ravel()),
        Fraction(0),
    )
    return float(exact)
