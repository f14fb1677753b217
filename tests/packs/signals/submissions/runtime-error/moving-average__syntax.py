def moving_average(signal, width)
    return signal
