"""You lay the windows side by side; the layer moves its window by one pixel at a time, so
windows overlap.
"""


def output_size(m: int, k: int) -> int:
    return m // k
