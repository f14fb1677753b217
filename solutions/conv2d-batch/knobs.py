import numpy as np


def pair(knob: int | tuple[int, int]) -> tuple[int, int]:
    return (knob, knob) if isinstance(knob, int) else knob


def conv2d(
    x: np.ndarray,
    w: np.ndarray,
    b: np.ndarray | None,
    stride: int | tuple[int, int],
    padding: int | tuple[int, int],
    dilation: int | tuple[int, int],
    *,
    batch_mean: bool = False,
    first_image_for_all: bool = False,
    flipped: bool = False,
    needs_a_bias: bool = False,
    no_bias: bool = False,
    other_images_left_zero: bool = False,
    pads_the_batch_axis: bool = False,
    pairs_swapped: bool = False,
    stride_and_dilation_swapped: bool = False,
) -> np.ndarray:
    if first_image_for_all:
        x = np.repeat(x[:1], len(x), axis=0)
    if flipped:
        w = w[:, :, ::-1, ::-1]
    if stride_and_dilation_swapped:
        stride, dilation = dilation, stride
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    if pairs_swapped:
        (sh, sw), (ph, pw), (dh, dw) = (sw, sh), (pw, ph), (dw, dh)
    around = (ph, ph) if pads_the_batch_axis else (0, 0)
    padded = np.pad(x, (around, (0, 0), (ph, ph), (pw, pw)))
    kh, kw = w.shape[2:]
    down, across = padded.shape[2] - (kh - 1) * dh, padded.shape[3] - (kw - 1) * dw
    output = np.zeros((len(padded), len(w), (down - 1) // sh + 1, (across - 1) // sw + 1))
    for u in range(kh):
        for v in range(kw):
            pixels = padded[:, :, u * dh : u * dh + down : sh, v * dw : v * dw + across : sw]
            output += np.einsum("ncij,oc->noij", pixels, w[:, :, u, v])
    if not no_bias and (needs_a_bias or b is not None):
        output += b[:, None, None]
    if other_images_left_zero:
        output[1:] = 0
    return output.mean(axis=0) if batch_mean else output
