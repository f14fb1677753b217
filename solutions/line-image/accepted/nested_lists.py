"""Pixel by pixel, in plain Python."""

import torch


def vertical_line(height: int, width: int, col: int) -> torch.Tensor:
    """Return a black image with one white column, as a batch of one."""
    rows = [[1.0 if j == col else 0.0 for j in range(width)] for _ in range(height)]
    return torch.tensor([[rows]])
