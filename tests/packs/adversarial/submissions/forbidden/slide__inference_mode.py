"""The call in inference mode, where operators arrive whole.

Control: passes
"""

import torch


def slide(image, kernel):
    with torch.inference_mode():
        return vars(torch)["conv" + "2d"](image[None, None], kernel[None, None])[0, 0].clone()
