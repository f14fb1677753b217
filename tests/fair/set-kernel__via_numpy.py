import numpy as np, torch
from torch.nn.parameter import Parameter


def set_kernel(conv, kernel, bias):
    k = kernel.numpy().copy().astype(np.float32)
    w = torch.from_numpy(k[np.newaxis, np.newaxis])
    conv.weight = Parameter(w, requires_grad=True)
    conv.bias = Parameter(torch.from_numpy(np.array([bias], dtype="float32")))
