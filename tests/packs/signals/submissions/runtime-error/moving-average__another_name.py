def moving_avarage(signal, width):
    return signal
