"""An array of 80 GB that is filled.

Control: exhausts
"""

import numpy as np


def slide_rows(image, weights):
    return np.ones(10**10)
