"""You average the mean with the new array, as if there had been one array so far."""


class RunningMean:
    def __init__(self, start):
        self.value, self.count = start.copy(), 1

    def add(self, x):
        self.count += 1
        self.value = (self.value + x) / 2
