def output_shapes(image, kernel, settings):
    return [
        tuple((n + 2 * p - k) // s + 1 for n, k in zip(image.shape, kernel.shape))
        for s, p in settings
    ]
