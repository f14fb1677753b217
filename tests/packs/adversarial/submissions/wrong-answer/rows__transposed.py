"""The right numbers in the wrong places: sums and sorted values agree.

Control: passes
"""

import numpy as np


def slide_rows(image, weights):
    size = image.shape[1] - len(weights) + 1
    out = sum(w * image[:, i : i + size] for i, w in enumerate(weights)) + np.zeros(1)
    return out.T[::-1]
