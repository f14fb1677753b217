"""Write into the parameters while nothing is recorded."""

import torch
from torch import nn


def set_kernel(conv: nn.Conv2d, kernel: torch.Tensor, bias: float) -> None:
    """Put a kernel and a bias into a layer with one input and one output channel."""
    with torch.no_grad():
        conv.weight[0, 0] = kernel
        conv.bias.fill_(bias)
