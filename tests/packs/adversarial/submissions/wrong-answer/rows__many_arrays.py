"""A thousand arrays of a thousand numbers, each small enough to be shown.

Control: huge
"""

import numpy as np


def slide_rows(image, weights):
    return [np.arange(1000.0) / 7] * 1000
