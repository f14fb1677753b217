"""The same inside an array of objects.

Control: writes
"""

import numpy as np


class Bomb:
    def __reduce__(self):
        return exec, ("open('pwned', 'w').close()",)


def slide_rows(image, weights):
    return np.array([Bomb()], dtype=object)
