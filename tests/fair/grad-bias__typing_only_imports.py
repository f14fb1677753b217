from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    import torch
    import scipy.sparse as sp


def conv_grad_bias(dout: torch.Tensor | sp.spmatrix):
    return (dout.mean(axis=(0, 2, 3)) * dout[:, 0].size).round(9)
