"""You count the steps between windows; the layer also has the window at pixel 0, before any
step.
"""


def output_size(m: int, k: int, stride: int) -> int:
    return (m - k) // stride
