"""The operator by its number in the registry.

Control: passes
"""

import torch


def slide(image, kernel):
    operator = torch.ops.aten.convolution.default
    return operator(
        image[None, None], kernel[None, None], None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1
    )[0, 0]
