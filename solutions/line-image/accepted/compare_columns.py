"""Ask each column whether it is the one; every row is the same."""

import torch


def vertical_line(height: int, width: int, col: int) -> torch.Tensor:
    """Return a black image with one white column, as a batch of one."""
    row = (torch.arange(width) == col).float()
    return row.expand(1, 1, height, width)
