"""Write without an end to standard error, past Python.

Control: floods
"""

import os


def count_windows(m, k):
    while True:
        os.write(2, b"x" * 65536)
