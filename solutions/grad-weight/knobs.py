import numpy as np


def conv_grad_weight(
    x: np.ndarray,
    dout: np.ndarray,
    weight_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
    *,
    bottom_right_only: bool = False,
    channels_swapped: bool = False,
    channels_swapped_in_place: bool = False,
    divides_by_images: bool = False,
    divides_by_positions: bool = False,
    flipped: bool = False,
    last_image_only: bool = False,
    stride_forgotten: bool = False,
    top_left_only: bool = False,
) -> np.ndarray:
    rows, cols = weight_shape[2:]
    frame = (0 if bottom_right_only else padding, 0 if top_left_only else padding)
    padded = np.pad(x, ((0, 0), (0, 0), frame, frame))
    step = 1 if stride_forgotten else stride
    gradient = np.zeros(weight_shape)
    for image, felt in zip(padded, dout, strict=True):
        if last_image_only:
            gradient = np.zeros(weight_shape)
        for o, i, j in np.ndindex(*felt.shape):
            window = image[:, i * step : i * step + rows, j * step : j * step + cols]
            if channels_swapped_in_place:
                for c in range(len(image)):
                    gradient[c, o] += felt[o, i, j] * window[c]
            else:
                gradient[o] += felt[o, i, j] * window
    if divides_by_images:
        gradient = gradient / x.shape[0]
    if divides_by_positions:
        gradient = gradient / (dout.shape[2] * dout.shape[3])
    if flipped:
        gradient = gradient[:, :, ::-1, ::-1]
    return gradient.transpose(1, 0, 2, 3) if channels_swapped else gradient
