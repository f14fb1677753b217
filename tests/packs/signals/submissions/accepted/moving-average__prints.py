import numpy as np

print("loaded")


def convolve(signal, width):
    print("my own convolve", signal, width)
    sums = np.concatenate([[0], np.cumsum(signal)])
    return (sums[width:] - sums[:-width]) / width


def moving_average(signal, width):
    return convolve(signal, width)


if __name__ == "__main__":
    import torch
    print(np.convolve([1], [2]))
