"""The gradient of a convolution is one as well.

Control: passes
"""

import torch


def slide(image, kernel):
    weight = torch.zeros(1, 1, *(a - b + 1 for a, b in zip(image.shape, kernel.shape)))
    weight = weight.to(image.dtype).requires_grad_()
    with torch.enable_grad():
        out = torch._C._VariableFunctions.conv2d(image[None, None], weight)
        out.backward(kernel[None, None])
    return weight.grad[0, 0]
