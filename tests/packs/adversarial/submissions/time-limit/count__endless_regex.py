"""A regular expression that backtracks for years, in C, holding the interpreter.

Control: hangs, ignores
"""

import re
import signal


def count_windows(m, k):
    signal.signal(signal.SIGTERM, lambda *_: None)
    return re.match(r"(a|aa)+$", "a" * 60 + "b") is None
