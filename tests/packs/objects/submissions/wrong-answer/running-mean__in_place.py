class RunningMean:
    def __init__(self, start):
        self.value = start
        self.count = 1

    def add(self, x):
        self.value *= self.count
        self.value += x
        self.count += 1
        self.value /= self.count
