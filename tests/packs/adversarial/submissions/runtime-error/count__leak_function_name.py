"""Put the input into the name of the function that fails.

Control: leaks
"""


def count_windows(m, k):
    scope = {}
    exec(compile(f"def LEAK{m}():\n    raise ValueError", __file__, "exec"), scope)
    scope[f"LEAK{m}"]()
