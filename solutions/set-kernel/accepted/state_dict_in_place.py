"""As in the notebook: write into the tensors of the state dict."""

import torch
from torch import nn


def set_kernel(conv: nn.Conv2d, kernel: torch.Tensor, bias: float) -> None:
    """Put a kernel and a bias into a layer with one input and one output channel."""
    state = conv.state_dict()
    state["weight"][0][0] = kernel
    state["bias"][0] = bias
