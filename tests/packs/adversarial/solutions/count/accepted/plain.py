def count_windows(m, k):
    return m - k + 1
