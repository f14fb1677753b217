import numpy as np


def conv1d(x, w, stride, padding):
    padded = np.zeros(x.size + 2 * padding)
    padded[padding : padding + x.size] = x
    n = padded.size
    y = np.fft.ifft(np.fft.fft(padded) * np.fft.fft(w, n).conj())
    return y.real[: n - w.size + 1 : stride]
