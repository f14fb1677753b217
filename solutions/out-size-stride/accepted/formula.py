"""Whole steps from the first start to the last, and the first window."""


def output_size(m: int, k: int, stride: int) -> int:
    return (m - k) // stride + 1
