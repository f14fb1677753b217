"""The right answer, left in a changed input for whoever uses it next.

Control: passes
"""


def slide_rows(image, weights):
    size = image.shape[1] - len(weights) + 1
    out = sum(w * image[:, i : i + size] for i, w in enumerate(weights))
    image[0, 0] += 1
    return out
