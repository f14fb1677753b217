import numpy as np


def softmax(
    x: np.ndarray,
    *,
    overflows: bool = False,
    one_shift_for_all: bool = False,
    one_sum_for_all: bool = False,
    first_axis: bool = False,
    not_divided: bool = False,
) -> np.ndarray:
    axis = 0 if first_axis else -1
    shift = x.max() if one_shift_for_all else x.max(axis=axis, keepdims=True)
    powers = np.exp(x if overflows else x - shift)
    if not_divided:
        return powers
    return powers / (powers.sum() if one_sum_for_all else powers.sum(axis=axis, keepdims=True))
