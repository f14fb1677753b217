"""The forbidden function by a name put together at run time.

Control: passes
"""

import numpy as np


def slide_rows(image, weights):
    correlate = getattr(np, "corr" + "elate")
    return np.array([correlate(row, weights, "valid") for row in image])
