"""Lay the window at every pixel and count where it fits."""


def output_size(m: int, k: int) -> int:
    return sum(start + k <= m for start in range(m))
