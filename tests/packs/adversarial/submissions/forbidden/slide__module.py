"""The layer instead of the function.

Control: passes
"""

import torch
from torch import nn


def slide(image, kernel):
    layer = nn.Conv2d(1, 1, tuple(kernel.shape), bias=False, dtype=image.dtype)
    with torch.no_grad():
        layer.weight[:] = kernel
        return layer(image[None, None])[0, 0]
