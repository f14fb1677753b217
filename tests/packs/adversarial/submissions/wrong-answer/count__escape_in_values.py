"""Escapes in every text that a value may hold.

Control: escapes
"""


def count_windows(m, k):
    text = "\x1b[31m\u202e##[error]forged\n::error::forged"
    value = {text: [text, (text,)], "plain": text}
    print(value[text][0])
    return value
