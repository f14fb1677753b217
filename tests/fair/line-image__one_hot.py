import torch
import torch.nn.functional as func


def vertical_line(height, width, col):
    cols = torch.tensor([col] * height)
    return func.one_hot(cols, num_classes=width).to(torch.float32)[None][None]
