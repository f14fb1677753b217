from decimal import Decimal


def one_window(patch, kernel):
    total = Decimal(0)
    for p, k in zip(patch.flat, kernel.flat):
        total += Decimal(float(p)) * Decimal(float(k))
    return float(total)
