"""You add the padding to the row once; the layer puts that many zeros at each of the two ends."""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (m + padding - dilation * (k - 1) - 1) // stride + 1
