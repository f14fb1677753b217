def matmul(a, b):
    return b.T @ a.T
