def output_shapes(image, kernel, settings):
    shapes = []
    for n in range(1, len(settings) + 1):
        stride, padding = settings[n]
        h = (image.shape[0] + 2 * padding - kernel.shape[0]) // stride + 1
        w = (image.shape[1] + 2 * padding - kernel.shape[1]) // stride + 1
        shapes.append((h, w))
    return shapes
