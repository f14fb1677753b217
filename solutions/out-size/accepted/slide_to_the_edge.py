"""Move the window along until its right end reaches the edge."""


def output_size(m: int, k: int) -> int:
    count, end = 1, k
    while end < m:
        count, end = count + 1, end + 1
    return count
