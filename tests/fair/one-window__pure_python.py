def one_window(patch, kernel):
    return sum(p * k for rp, rk in zip(patch.tolist(), kernel.tolist()) for p, k in zip(rp, rk))
