"""You made the kernel itself the weight, which then has only two axes; the layer's weight has
four, with the output channel and the input channel before the rows and columns.
"""

import torch
from torch import nn


def set_kernel(conv: nn.Conv2d, kernel: torch.Tensor, bias: float) -> None:
    """Put a kernel and a bias into a layer with one input and one output channel."""
    conv.weight = nn.Parameter(kernel.clone())
    conv.bias = nn.Parameter(torch.tensor([bias]))
