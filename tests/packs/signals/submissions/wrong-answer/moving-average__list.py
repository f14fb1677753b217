def moving_average(signal, width):
    return [sum(signal[i : i + width]) / width for i in range(len(signal) - width + 1)]
