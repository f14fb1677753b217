"""A message that clears the screen, sets the title and writes backwards.

Control: escapes
"""


def count_windows(m, k):
    raise ValueError("\x1b[2J\x1b]0;owned\x07\r\u202etseb\u2066\u200b\x9b31m\x85accepted")
