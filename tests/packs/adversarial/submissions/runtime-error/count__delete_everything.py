"""Delete what can be deleted.

Control: writes
"""

import os


def count_windows(m, k):
    os.remove("tests/expected.json")
    return 0
