def output_size(m, k, stride):
    steps, left_over = divmod(m - k, stride)
    return steps + 1
