"""You set the weight and left the bias at the number the layer was made with; the layer adds its
bias to each output, so it must be set as well.
"""

import torch
from torch import nn


def set_kernel(conv: nn.Conv2d, kernel: torch.Tensor, bias: float) -> None:
    """Put a kernel and a bias into a layer with one input and one output channel."""
    conv.state_dict()["weight"][0][0] = kernel
