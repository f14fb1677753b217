"""A tensor of 40 GB that takes eight bytes.

Control: huge
"""

import torch


def slide(image, kernel):
    return torch.zeros(1, 1, dtype=torch.float64).expand(70_000, 70_000)
