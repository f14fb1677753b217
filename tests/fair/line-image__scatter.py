import torch


def vertical_line(height: int, width: int, col: int) -> torch.Tensor:
    index = torch.full((1, 1, height, 1), col, dtype=torch.long)
    return torch.zeros(1, 1, height, width).scatter_(3, index, 1.0)
