"""You count one window too many; in the layer the last window ends exactly on the last pixel."""


def output_size(m: int, k: int) -> int:
    return m - k + 2
