import math


def output_size(
    m: int,
    k: int,
    stride: int,
    *,
    adds_one_before_dividing: bool = False,
    forgets_the_kernel: bool = False,
    forgets_the_stride: bool = False,
    no_first_window: bool = False,
    rounds_to_nearest: bool = False,
    rounds_up: bool = False,
    stretches_the_kernel: bool = False,
    true_division: bool = False,
) -> int:
    if stretches_the_kernel:
        k = k * stride
    if forgets_the_stride:
        stride = 1
    room = m if forgets_the_kernel else m - k
    first = 0 if forgets_the_kernel or no_first_window else 1
    if adds_one_before_dividing:
        room, first = room + 1, 0
    if true_division:
        return room / stride + first
    if rounds_to_nearest:
        return round(room / stride) + first
    if rounds_up:
        return math.ceil(room / stride) + first
    return room // stride + first
