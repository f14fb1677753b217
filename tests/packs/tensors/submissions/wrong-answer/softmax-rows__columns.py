import torch


def softmax_rows(x):
    return torch.exp(x - torch.logsumexp(x, 0))
