def moving_average(signal, width):
    return moving_average(signal, width)
