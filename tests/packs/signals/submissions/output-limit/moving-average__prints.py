def moving_average(signal, width):
    while True:
        print("x" * 10_000)
