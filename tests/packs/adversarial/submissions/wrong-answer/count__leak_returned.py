"""Return the inputs seen so far, so that the difference shows them.

Control: leaks
"""

seen = []


def count_windows(m, k):
    seen.append(m)
    return {f"LEAK{one}": one for one in seen}
