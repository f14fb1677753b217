"""You made the image with the width as its number of rows; the layer's axes are batch, channel,
height and width, in this order.
"""

import torch


def vertical_line(height: int, width: int, col: int) -> torch.Tensor:
    """Return a black image with one white column, as a batch of one."""
    image = torch.zeros(1, 1, width, height)
    image[0, 0, :, col] = 1
    return image
