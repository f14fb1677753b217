import torch
import torch.nn.functional as F


def vertical_line(height, width, col):
    line = torch.ones((1, 1, 1, height))
    lying = F.pad(line, (0, 0, col, width - 1 - col))
    return lying.transpose(2, 3)  # a view, not contiguous
