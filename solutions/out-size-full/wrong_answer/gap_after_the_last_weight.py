"""You multiply the whole kernel by the dilation, as if a gap followed the last weight, too; in
the layer the gaps lie only between two weights.
"""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (m + 2 * padding - dilation * k) // stride + 1
