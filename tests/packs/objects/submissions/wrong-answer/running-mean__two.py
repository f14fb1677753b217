class RunningMean:
    def __init__(self, start):
        self.value = 1.0 * start
        self.count = 1

    def add(self, x):
        self.value = 0.5 * self.value + 0.5 * x
        self.count = self.count + 1
