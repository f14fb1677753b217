"""Write down where the last weight may lie, and count those places."""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    first = (k - 1) * dilation
    return len(range(first, m + 2 * padding, stride))
