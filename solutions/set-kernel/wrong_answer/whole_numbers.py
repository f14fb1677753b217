"""You turned the kernel into whole numbers on the way, and its fractions were cut off; the
layer's weight is float32 and keeps them.
"""

import torch
from torch import nn


def set_kernel(conv: nn.Conv2d, kernel: torch.Tensor, bias: float) -> None:
    """Put a kernel and a bias into a layer with one input and one output channel."""
    state = conv.state_dict()
    state["weight"][0][0] = kernel.long()
    state["bias"][0] = bias
