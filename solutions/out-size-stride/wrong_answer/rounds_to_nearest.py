"""You round the number of steps to the nearest whole number; the layer always rounds it down,
since a window that does not quite fit is dropped.
"""


def output_size(m: int, k: int, stride: int) -> int:
    return round((m - k) / stride) + 1
