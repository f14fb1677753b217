class RunningMean:
    def __init__(self, start):
        self.total, self.count = start.copy(), 1

    @property
    def value(self):
        return self.total / self.count

    def add(self, x):
        self.total += x
        self.count += 1
