"""Print the inputs on both streams, in every call all that was seen so far.

Control: leaks
"""

import sys

seen = []


def count_windows(m, k):
    seen.append(m)
    print("LEAK", seen)
    sys.stderr.write(f"LEAK {seen}\n")
    return 0
