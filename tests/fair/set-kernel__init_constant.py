import torch
import torch.nn.init as init
from torch import nn


def set_kernel(conv, kernel, bias):
    init.constant_(conv.bias, bias)
    with torch.no_grad():
        for r in range(kernel.shape[0]):
            for c in range(kernel.shape[1]):
                conv.weight[0, 0, r, c] = kernel[r, c].item()
