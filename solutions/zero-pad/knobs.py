import numpy as np


def zero_pad(
    image: np.ndarray,
    pad: int,
    *,
    bottom_right_only: bool = False,
    edge_copies: bool = False,
    minus_zero_slice: bool = False,
    ones: bool = False,
    pad_is_the_total: bool = False,
    top_left_only: bool = False,
    width_only: bool = False,
) -> np.ndarray:
    height, width = image.shape
    before, after = (pad // 2, pad - pad // 2) if pad_is_the_total else (pad, pad)
    if bottom_right_only:
        before = 0
    if top_left_only:
        after = 0
    top, bottom = (0, 0) if width_only else (before, after)
    if edge_copies:
        rows = np.clip(np.arange(-top, height + bottom), 0, height - 1)
        cols = np.clip(np.arange(-before, width + after), 0, width - 1)
        return image[np.ix_(rows, cols)]
    padded = np.full((top + height + bottom, before + width + after), 1.0 if ones else 0.0)
    if minus_zero_slice:
        padded[top:-bottom, before:-after] = image
    else:
        padded[top : top + height, before : before + width] = image
    return padded
