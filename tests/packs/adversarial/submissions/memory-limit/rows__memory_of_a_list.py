"""A list that doubles until nothing is left.

Control: exhausts
"""


def slide_rows(image, weights):
    hoard = [0] * 1000
    while True:
        hoard += hoard
