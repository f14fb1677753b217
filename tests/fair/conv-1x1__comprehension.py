from numpy import array as A


def conv1x1(x, w, b):
    return A([[b[o] + sum(w[o, c] * x[n, c] for c in range(w.shape[1])) for o in range(len(w))] for n in range(len(x))])
