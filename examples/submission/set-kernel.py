import torch


def set_kernel(conv, kernel, bias):
    # changing a parameter in place is only allowed when autograd isn't looking
    with torch.no_grad():
        conv.weight[0, 0] = torch.as_tensor(kernel)
        conv.bias[0] = bias
