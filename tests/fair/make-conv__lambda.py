# -*- coding: utf-8 -*-
import torch.nn as tnn

make_conv = lambda in_channels, out_channels, kernel_size: tnn.Conv2d(
    in_channels, out_channels, kernel_size
)
