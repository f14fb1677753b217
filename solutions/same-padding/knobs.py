import numpy as np


def conv2d_same(
    image: np.ndarray,
    kernel: np.ndarray,
    dilation: int = 1,
    *,
    all_at_bottom_right: bool = False,
    always_one_zero: bool = False,
    dilation_ignored: bool = False,
    edge_copies: bool = False,
    half_a_kernel_each_side: bool = False,
    odd_zero_at_top_left: bool = False,
    odd_zero_dropped: bool = False,
    padding_forgets_dilation: bool = False,
) -> np.ndarray:
    if dilation_ignored:
        dilation = 1
    counted = 1 if padding_forgets_dilation else dilation
    frame = []
    for size in kernel.shape:
        total = counted * (size - 1)
        half = total // 2
        if always_one_zero:
            frame.append((1, 1))
        elif all_at_bottom_right:
            frame.append((0, total))
        elif half_a_kernel_each_side:
            frame.append((counted * (size // 2), counted * (size // 2)))
        elif odd_zero_at_top_left:
            frame.append((total - half, half))
        else:
            frame.append((half, half if odd_zero_dropped else total - half))
    padded = np.pad(image, frame, mode="edge" if edge_copies else "constant")
    height = padded.shape[0] - dilation * (kernel.shape[0] - 1)
    width = padded.shape[1] - dilation * (kernel.shape[1] - 1)
    output = np.zeros((height, width))
    for (u, v), weight in np.ndenumerate(kernel):
        top, left = u * dilation, v * dilation
        output += weight * padded[top : top + height, left : left + width]
    return output
