"""You returned a plain grid of rows and columns; the layer wants four axes, with the image in
the batch and the channel before the row and the column.
"""

import torch


def vertical_line(height: int, width: int, col: int) -> torch.Tensor:
    """Return a black image with one white column, as a batch of one."""
    image = torch.zeros(height, width)
    image[:, col] = 1
    return image
