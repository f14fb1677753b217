"""The call inside a transform, which puts layers between call and operator.

Control: passes
"""

import torch


def slide(image, kernel):
    conv = vars(torch)["conv" + "2d"]
    return torch.func.vmap(lambda one: conv(one[None], kernel[None, None]))(image[None])[0, 0]
