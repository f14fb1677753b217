"""The forbidden function itself.

Control: passes
"""

import numpy as np


def slide_rows(image, weights):
    return np.array([np.correlate(row, weights, "valid") for row in image])
