"""You add the zeros to the number of windows; the layer adds them to the row, before any
window is counted.
"""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (m - dilation * (k - 1) - 1) // stride + 1 + 2 * padding
