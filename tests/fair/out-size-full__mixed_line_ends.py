def output_size(m, k, stride=1, padding=0, dilation=1):
    kernel = (k - 1) * dilation + 1
    row = m + 2 * padding
    return 1 + (row - kernel) // stride
