import torch.nn as nn


def make_conv(in_channels, out_channels, kernel_size):
    conv = nn.Conv2d(in_channels=in_channels, out_channels=out_channels, kernel_size=kernel_size)
    return conv
