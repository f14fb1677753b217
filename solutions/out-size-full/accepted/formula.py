"""Two lengths, then the formula of the problem before."""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    padded = m + 2 * padding
    reach = dilation * (k - 1) + 1
    return (padded - reach) // stride + 1
