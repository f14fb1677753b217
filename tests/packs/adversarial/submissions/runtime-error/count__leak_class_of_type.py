"""Name a type after the input and let the comparison name it.

Control: leaks
"""

calls = []


def count_windows(m, k):
    calls.append(m)
    if k == 3:
        return 3
    print(f"LEAK{m}")
    raise type("ValueError", (Exception,), {"__str__": lambda self: f"LEAK{calls}"})
