"""The starts are 0, 1, ..., m - k."""


def output_size(m: int, k: int) -> int:
    return m - k + 1
