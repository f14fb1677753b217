"""Hand the layer a whole new state."""

import torch
from torch import nn


def set_kernel(conv: nn.Conv2d, kernel: torch.Tensor, bias: float) -> None:
    """Put a kernel and a bias into a layer with one input and one output channel."""
    conv.load_state_dict({"weight": kernel[None, None], "bias": torch.full((1,), bias)})
