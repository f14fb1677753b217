import numpy as np


def conv_grad_input(
    dout: np.ndarray,
    w: np.ndarray,
    x_shape: tuple[int, int, int, int],
    stride: int,
    padding: int,
    *,
    channels_swapped: bool = False,
    divides_by_images: bool = False,
    flipped: bool = False,
    keeps_the_frame: bool = False,
    leftover_missing: bool = False,
    overwrites: bool = False,
    overwrites_weight_by_weight: bool = False,
    overwrites_window_by_window: bool = False,
    stride_forgotten: bool = False,
    wrong_corner: bool = False,
) -> np.ndarray:
    (images, channels, height, width), (rows, cols) = x_shape, w.shape[2:]
    if channels_swapped:
        w = w.swapaxes(0, 1)
    if flipped:
        w = w[:, :, ::-1, ::-1]
    if stride_forgotten:
        stride = 1
    down, across = ((size - 1) * stride for size in dout.shape[2:])
    size = (height + 2 * padding, width + 2 * padding)
    if leftover_missing:
        size = (down + rows, across + cols)
    padded = np.zeros((images, channels, *size))
    if overwrites_weight_by_weight:
        for u, v in np.ndindex(rows, cols):
            part = np.einsum("noij,oc->ncij", dout, w[:, :, u, v])
            padded[:, :, u : u + down + 1 : stride, v : v + across + 1 : stride] = part
    elif overwrites_window_by_window:
        for i, j in np.ndindex(*dout.shape[2:]):
            top, left = i * stride, j * stride
            stamp = np.einsum("no,ocuv->ncuv", dout[:, :, i, j], w)
            padded[:, :, top : top + rows, left : left + cols] = stamp
    else:
        for n, o, i, j in np.ndindex(*dout.shape):
            top, left = i * stride, j * stride
            place = padded[n, :, top : top + rows, left : left + cols]
            stamp = dout[n, o, i, j] * w[o]
            place[...] = stamp if overwrites else place + stamp
    if divides_by_images:
        padded = padded / images
    if keeps_the_frame:
        return padded
    start = 0 if wrong_corner else padding
    ends = (start + size[0] - 2 * padding, start + size[1] - 2 * padding)
    return padded[:, :, start : ends[0], start : ends[1]]
