def output_size(m, k):
    return 1 if m == k else 1 + output_size(m - 1, k)
