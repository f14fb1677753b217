"""Put the input into the name of the file that fails.

Control: leaks
"""


def count_windows(m, k):
    exec(compile("raise ValueError", f"LEAK{m}.py", "exec"))
