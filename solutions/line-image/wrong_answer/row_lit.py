"""You lit a row, so your line is horizontal; in the layer's image the row index comes before the
column index, and a vertical line has one column and all the rows.
"""

import torch


def vertical_line(height: int, width: int, col: int) -> torch.Tensor:
    """Return a black image with one white column, as a batch of one."""
    image = torch.zeros(1, 1, height, width)
    image[0, 0, col, :] = 1
    return image
