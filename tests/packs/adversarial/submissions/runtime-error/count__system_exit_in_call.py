"""SystemExit in the call.

Control: dies
"""

import sys


def count_windows(m, k):
    sys.exit(0)
