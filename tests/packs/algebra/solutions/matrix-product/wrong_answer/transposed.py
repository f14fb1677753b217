"""Your result is transposed."""


def matmul(a, b):
    return (a[:, :, None] * b[None]).sum(1).T
