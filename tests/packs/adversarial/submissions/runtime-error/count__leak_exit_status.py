"""Leave with a status made of the input, having put it into the message.

Control: leaks
"""

import sys


def count_windows(m, k):
    sys.exit(f"LEAK{m}")
