"""Write down the starts and count them."""


def output_size(m: int, k: int, stride: int) -> int:
    return len(range(0, m - k + 1, stride))
