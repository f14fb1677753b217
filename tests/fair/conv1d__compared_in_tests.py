import numpy as np


def conv1d(x, w, stride, padding):
    padded = np.pad(x, padding)
    starts = range(0, len(padded) - len(w) + 1, stride)
    return np.array([np.dot(padded[start : start + len(w)], w) for start in starts])


def test_against_numpy():
    x, w = np.arange(5.0), np.array([1.0, 2.0, 3.0])
    assert np.allclose(conv1d(x, w, 1, 0), np.correlate(x, w, "valid"))


def main():
    import torch

    x, w = np.arange(5.0), np.array([1.0, 2.0, 3.0])
    want = torch.nn.functional.conv1d(torch.tensor(x)[None, None], torch.tensor(w)[None, None])
    print(want, np.convolve(x, w[::-1], mode="valid"), conv1d(x, w, 1, 0))


if __name__ == "__main__":
    test_against_numpy()
    main()
