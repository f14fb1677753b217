import numpy as np
import torch


def vertical_line(height, width, col):
    img = np.zeros((height, width), dtype=np.float32, order="F")
    img[:, col] = 1
    return torch.from_numpy(img)[None, None]
