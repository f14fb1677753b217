"""Walk along the image for as long as the window fits."""


def output_size(m: int, k: int, stride: int) -> int:
    count = start = 0
    while start + k <= m:
        count, start = count + 1, start + stride
    return count
