"""A structured dtype whose fields have names like orders.

Control: escapes
"""

import numpy as np


def slide_rows(image, weights):
    out = np.zeros(2, dtype=[("\x1b[2J\n::error::forged\u202e", float)])
    print(out.dtype.names[0])
    return out
