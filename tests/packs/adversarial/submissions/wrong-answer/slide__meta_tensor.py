"""A tensor of 32 TB that has no numbers.

Control: huge
"""

import torch


def slide(image, kernel):
    return torch.empty(2**42, dtype=torch.float64, device="meta")
