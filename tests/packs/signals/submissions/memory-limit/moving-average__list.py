def moving_average(signal, width):
    return list(range(10**9))
