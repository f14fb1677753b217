"""You return the size of the image; the layer keeps only the places where the whole kernel
fits.
"""


def output_size(m: int, k: int) -> int:
    return m
