"""A list of ten million.

Control: huge
"""


def slide_rows(image, weights):
    return [0] * 10**7
