from collections import namedtuple

Shape = namedtuple("Shape", "rows columns")


def product_shape(a, b):
    return Shape(a.shape[0], b.shape[-1])
