"""You count the windows for steps of one pixel; the layer moves by the stride and so visits
fewer places.
"""


def output_size(m: int, k: int, stride: int) -> int:
    return m - k + 1
