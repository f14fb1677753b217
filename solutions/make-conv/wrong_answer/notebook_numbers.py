"""You copied the notebook's own numbers, so each call gives one channel in, one channel out and
a 3x3 kernel; the layer should have the channels and the kernel size that the caller asks for.
"""

from torch import nn


def make_conv(in_channels: int, out_channels: int, kernel_size: int) -> nn.Conv2d:
    """Return a convolution layer with square kernels and a bias."""
    return nn.Conv2d(in_channels=1, out_channels=1, kernel_size=3)
