"""A tensor of 800 GB.

Control: raises RuntimeError
"""

import torch


def slide(image, kernel):
    return torch.ones(10**11, dtype=torch.float64)
