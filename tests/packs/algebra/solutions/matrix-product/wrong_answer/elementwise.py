"""You multiply entry by entry."""


def matmul(a, b):
    return a * b
