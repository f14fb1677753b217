def output_size(m, k):
    windows = [range(start, start + k) for start in range(m) if start + k <= m]
    return sum(1 for _ in windows)
