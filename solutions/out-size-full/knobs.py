def output_size(
    m: int,
    k: int,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    *,
    dilates_the_stride: bool = False,
    dilates_the_stride_too: bool = False,
    dilation_added_once: bool = False,
    dilation_as_gap: bool = False,
    dilation_ignored: bool = False,
    gap_after_the_last_weight: bool = False,
    last_weight_not_counted: bool = False,
    pads_one_end: bool = False,
    pads_the_output: bool = False,
    rounds_up: bool = False,
) -> int:
    covered = dilation * (k - 1) + 1
    if dilation_ignored or dilates_the_stride:
        covered = k
    elif dilation_added_once:
        covered = k + dilation - 1
    elif dilation_as_gap:
        covered = (dilation + 1) * (k - 1) + 1
    elif gap_after_the_last_weight:
        covered = dilation * k
    if last_weight_not_counted:
        covered -= 1
    if dilates_the_stride or dilates_the_stride_too:
        stride *= dilation
    zeros = padding if pads_one_end else 2 * padding
    inside, outside = (0, zeros) if pads_the_output else (zeros, 0)
    room = m + inside - covered
    steps = -(-room // stride) if rounds_up else room // stride
    return steps + 1 + outside
