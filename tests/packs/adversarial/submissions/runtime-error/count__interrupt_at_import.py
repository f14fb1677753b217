"""KeyboardInterrupt while the file is imported, as if the instructor had pressed Ctrl-C.

Control: dies
"""

raise KeyboardInterrupt


def count_windows(m, k):
    return 0
