"""Fill the layer from NumPy, as in the lecture (values do not matter)."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(0)


@torch.no_grad()
def make_conv(in_channels: int, out_channels: int, kernel_size: int, /) -> nn.Conv2d:
    layer = nn.Conv2d(in_channels, out_channels, kernel_size, device="cpu", dtype=torch.float32)
    shape = (out_channels, in_channels, kernel_size, kernel_size)
    layer.weight.copy_(torch.from_numpy(rng.standard_normal(shape)))
    layer.bias.zero_()
    return layer
