import numpy as np


def output_shapes(image, kernel, settings):
    result = []
    for one in settings:
        stride = one[0]
        padding = one[1]
        padded = np.pad(image, padding)
        h = len(range(0, padded.shape[0] - kernel.shape[0] + 1, stride))
        w = len(range(0, padded.shape[1] - kernel.shape[1] + 1, stride))
        result += [[h, w]]
        print("z5:", h, w)
    return result
