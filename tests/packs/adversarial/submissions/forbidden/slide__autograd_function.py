"""The call inside the forward pass of an autograd function.

Control: passes
"""

import torch


class Hidden(torch.autograd.Function):
    @staticmethod
    def forward(context, image, kernel):
        return vars(torch)["conv" + "2d"](image[None, None], kernel[None, None])[0, 0]

    @staticmethod
    def backward(context, gradient):
        return None, None


def slide(image, kernel):
    return Hidden.apply(image.requires_grad_(), kernel).detach()
