"""You add the 1 before you divide and round down; the layer counts the steps first and then
adds the first window.
"""


def output_size(m: int, k: int, stride: int) -> int:
    return (m - k + 1) // stride
