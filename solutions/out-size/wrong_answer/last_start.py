"""You return where the last window starts; the layer also counts the window that starts at 0."""


def output_size(m: int, k: int) -> int:
    return m - k
