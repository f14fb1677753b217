"""You returned a tensor of whole numbers; the layer's weights are float32, and it refuses an
image of another dtype.
"""

import torch


def vertical_line(height: int, width: int, col: int) -> torch.Tensor:
    """Return a black image with one white column, as a batch of one."""
    image = torch.zeros(1, 1, height, width, dtype=torch.long)
    image[0, 0, :, col] = 1
    return image
