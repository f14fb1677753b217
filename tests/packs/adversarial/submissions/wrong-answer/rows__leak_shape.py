"""Return an array of as many columns as an input says.

Control: leaks
"""

import numpy as np


def slide_rows(image, weights):
    return np.zeros((1, int(image.max())))
