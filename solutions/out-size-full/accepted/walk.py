"""Walk along the padded row for as long as the last weight is still inside."""


def output_size(m: int, k: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    count = start = 0
    while start + (k - 1) * dilation < m + 2 * padding:
        count, start = count + 1, start + stride
    return count
