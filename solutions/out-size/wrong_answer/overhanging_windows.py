"""You count windows that hang over the edge on both sides; the layer only uses windows that lie
wholly inside the image.
"""


def output_size(m: int, k: int) -> int:
    return m + k - 1
