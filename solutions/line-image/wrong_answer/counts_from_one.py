"""You lit the column to the left of the one asked for, as if columns were counted from 1; the
layer's image counts them from 0.
"""

import torch


def vertical_line(height: int, width: int, col: int) -> torch.Tensor:
    """Return a black image with one white column, as a batch of one."""
    image = torch.zeros(1, 1, height, width)
    image[0, 0, :, col - 1] = 1
    return image
