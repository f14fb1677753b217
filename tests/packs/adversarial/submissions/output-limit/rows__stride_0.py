"""An array of 40 GB that takes eight bytes.

Control: huge
"""

import numpy as np


def slide_rows(image, weights):
    return np.broadcast_to(np.float64(0), (70_000, 70_000))
