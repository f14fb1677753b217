"""Every setting by name, the kernel size as a pair."""

from torch import nn


def make_conv(in_channels: int, out_channels: int, kernel_size: int) -> nn.Conv2d:
    """Return a convolution layer with square kernels and a bias."""
    return nn.Conv2d(
        in_channels=in_channels,
        out_channels=out_channels,
        kernel_size=(kernel_size, kernel_size),
        stride=1,
        padding=0,
        bias=True,
    )
