"""A transposed convolution of a flipped kernel, cut to size.

Control: passes
"""

import torch


def slide(image, kernel):
    rows, columns = kernel.shape
    whole = torch.conv_transpose2d(image[None, None], kernel.flip(0, 1)[None, None])[0, 0]
    return whole[rows - 1 : image.shape[0], columns - 1 : image.shape[1]]
