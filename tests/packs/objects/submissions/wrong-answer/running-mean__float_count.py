class RunningMean:
    def __init__(self, start):
        self.value = start / 1
        self.count = 1.0

    def add(self, x):
        self.count += 1
        self.value = self.value + (x - self.value) / self.count
