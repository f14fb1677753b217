import numpy as np


def conv2d_bank(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray,
    *,
    bias_along_the_width: bool = False,
    bias_once_per_channel: bool = False,
    filters_in_reverse_order: bool = False,
    first_bias_for_all: bool = False,
    no_bias: bool = False,
    sum_of_biases: bool = False,
    weight_axes_swapped: bool = False,
) -> np.ndarray:
    rows, cols = x.shape[1] - w.shape[2] + 1, x.shape[2] - w.shape[3] + 1
    output = np.zeros((len(w), rows, cols))
    times = len(x) if bias_once_per_channel else 1
    for o in range(len(w)):
        for c in range(len(x)):
            kernel = w[c, o] if weight_axes_swapped else w[o, c]
            for (u, v), weight in np.ndenumerate(kernel):
                output[o] += weight * x[c, u : u + rows, v : v + cols]
        if not (no_bias or bias_along_the_width):
            bias = b[0] if first_bias_for_all else b.sum() if sum_of_biases else b[o]
            output[o] += times * bias
    if filters_in_reverse_order:
        output = output[::-1]
    return output + times * b if bias_along_the_width and not no_bias else output
