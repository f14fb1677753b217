import torch


def vertical_line(height, width, col):
    image = torch.zeros(1, 1, height, width)
    for row in range(height):
        image[0, 0, row, col] = 1
    return image
