import numpy as np


def conv2d_dilated(
    image: np.ndarray,
    kernel: np.ndarray,
    dilation: tuple[int, int],
    *,
    as_stride: bool = False,
    first_for_both: bool = False,
    gap_after_the_last_weight: bool = False,
    gap_too_wide: bool = False,
    ignored: bool = False,
    repeats_the_weights: bool = False,
    swapped: bool = False,
    thins_the_image: bool = False,
) -> np.ndarray:
    down, across = dilation
    if swapped:
        down, across = across, down
    if first_for_both:
        across = down
    if gap_too_wide:
        down, across = down + 1, across + 1
    if ignored:
        down = across = 1
    step, gap = (1, 1), (down, across)
    if repeats_the_weights:
        kernel, gap = np.kron(kernel, np.ones((down, across))), (1, 1)
    elif gap_after_the_last_weight:
        large = np.zeros((kernel.shape[0] * down, kernel.shape[1] * across))
        large[::down, ::across] = kernel
        kernel, gap = large, (1, 1)
    if as_stride:
        step, gap = (down, across), (1, 1)
    if thins_the_image:
        image, gap = image[::down, ::across], (1, 1)
    height, width = (
        (pixels - space * (size - 1) - 1) // move + 1
        for pixels, size, space, move in zip(image.shape, kernel.shape, gap, step, strict=True)
    )
    output = np.zeros((height, width))
    for (u, v), weight in np.ndenumerate(kernel):
        top, left = u * gap[0], v * gap[1]
        rows = slice(top, top + height * step[0], step[0])
        output += weight * image[rows, left : left + width * step[1] : step[1]]
    return output
