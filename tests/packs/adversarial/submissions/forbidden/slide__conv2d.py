"""The forbidden function itself.

Control: passes
"""

import torch.nn.functional as F


def slide(image, kernel):
    return F.conv2d(image[None, None], kernel[None, None])[0, 0]
