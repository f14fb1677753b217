import torch as t


def set_kernel(conv: t.nn.Conv2d, kernel: t.Tensor, bias: float) -> t.nn.Conv2d:
    conv.weight.data.copy_(kernel.unsqueeze(0).unsqueeze(0))
    conv.bias.data[:] = bias
    return conv
