"""Become another program.

Control: works
"""

import os


def count_windows(m, k):
    os.execv("/bin/echo", ["echo", "ATTACK WORKED"])
