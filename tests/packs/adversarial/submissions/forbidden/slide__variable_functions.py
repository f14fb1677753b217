"""The binding below torch's own functions.

Control: passes
"""

import torch


def slide(image, kernel):
    functions = torch._C._VariableFunctions
    return functions.conv2d(image[None, None], kernel[None, None])[0, 0]
