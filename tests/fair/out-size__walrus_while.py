def output_size(m, k):
    n = 0
    while (end := n + k) <= m:
        print(f"window {n}..{end - 1}")
        n += 1
    return n
