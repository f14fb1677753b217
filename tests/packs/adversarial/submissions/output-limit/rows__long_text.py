"""A text of 100 MB.

Control: huge
"""


def slide_rows(image, weights):
    return "x" * 10**8
