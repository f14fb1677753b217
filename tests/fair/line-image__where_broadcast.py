import torch
from torch import where, arange, ones, zeros


def vertical_line(height, width, col):
    j = arange(width).view(1, 1, 1, width)
    rows = ones(1, 1, height, 1)
    return where((j - col).abs() > 0, zeros(()), rows)
