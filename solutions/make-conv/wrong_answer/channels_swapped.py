"""You gave the output channels first and the input channels second; the layer takes the channels
it reads before the channels it writes, and only its weight has them the other way round.
"""

from torch import nn


def make_conv(in_channels: int, out_channels: int, kernel_size: int) -> nn.Conv2d:
    """Return a convolution layer with square kernels and a bias."""
    return nn.Conv2d(out_channels, in_channels, kernel_size)
