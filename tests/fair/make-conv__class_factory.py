import copy
import functools
import torch


class LayerFactory:
    """Makes layers. Never F.conv2d, that would be the whole answer later on."""

    def __init__(self, kind=torch.nn.Conv2d):
        self.kind = kind

    @functools.lru_cache(maxsize=None)
    def template(self, *sizes):
        return self.kind(*sizes)

    def __call__(self, *args):
        torch.manual_seed(0)
        return copy.deepcopy(self.template(*args))


make_conv = LayerFactory()

if __name__ == "__main__":
    import matplotlib.pyplot as plt

    plt.imshow(make_conv(1, 1, 3).weight.detach()[0, 0])
    plt.show()
