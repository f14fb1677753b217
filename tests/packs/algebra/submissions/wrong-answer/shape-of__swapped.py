def product_shape(a, b):
    return b.shape[1], a.shape[0]
