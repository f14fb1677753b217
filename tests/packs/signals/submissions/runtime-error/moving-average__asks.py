def moving_average(signal, width):
    return float(input("width? "))
