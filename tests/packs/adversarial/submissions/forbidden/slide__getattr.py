"""The forbidden function by a name that is put together at run time.

Control: passes
"""

import torch


def slide(image, kernel):
    return getattr(torch, "".join(["co", "nv", "2d"]))(image[None, None], kernel[None, None])[0, 0]
