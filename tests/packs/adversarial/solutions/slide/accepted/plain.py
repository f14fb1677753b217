import torch


def slide(image, kernel):
    rows, columns = (a - b + 1 for a, b in zip(image.shape, kernel.shape))
    out = torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            out[i, j] = (image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel).sum()
    return out
