"""Leave the program, successfully, while it is imported.

Control: dies
"""

import os

os._exit(0)


def count_windows(m, k):
    return 0
