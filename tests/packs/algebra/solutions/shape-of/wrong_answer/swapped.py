"""Rows come first."""


def product_shape(a, b):
    return b.shape[1], len(a)
