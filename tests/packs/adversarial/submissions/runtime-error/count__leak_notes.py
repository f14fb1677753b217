"""Put the input into the notes, cause and context of an exception.

Control: leaks
"""


def count_windows(m, k):
    error = ValueError()
    error.add_note(f"LEAK{m}")
    error.__cause__ = KeyError(f"LEAK{m}")
    raise error
