"""You add into the array that you were given, which is still the caller's."""


class RunningMean:
    def __init__(self, start):
        self.value, self.count = start, 1

    def add(self, x):
        self.count += 1
        self.value += (x - self.value) / self.count
