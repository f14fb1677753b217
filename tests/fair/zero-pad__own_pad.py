from numpy import array


def pad(rows, p):
    width = len(rows[0]) + 2 * p
    empty = [[0] * width for _ in range(p)]
    return empty + [[0] * p + list(row) + [0] * p for row in rows] + [[0] * width] * p


def zero_pad(image, p):
    return array(pad(image, p))
