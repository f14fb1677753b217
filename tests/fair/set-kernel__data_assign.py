from torch import Tensor, tensor
from torch.nn import Conv2d


def set_kernel(conv: Conv2d, kernel: Tensor, bias: float):
    # tabs, like my editor does it
    conv.weight.data = kernel.clone().view(1, 1, *kernel.size())
    conv.bias.data = tensor([bias])
    return conv.weight, conv.bias
