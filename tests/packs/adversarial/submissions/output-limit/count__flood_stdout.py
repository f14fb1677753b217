"""Print without an end.

Control: floods
"""


def count_windows(m, k):
    while True:
        print("x" * 100_000)
