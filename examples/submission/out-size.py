def output_size(m, k):
    # try every place the window could start and count those that fit
    count = 0
    for start in range(m):
        if start + k <= m:
            count += 1
    return count
