def covered(*, weights, dilation):
    return dilation * (weights - 1) + 1


def output_size(m, k, stride=1, padding=0, dilation=1):
    room = m + padding + padding - covered(weights=k, dilation=dilation)
    return room // stride + 1
