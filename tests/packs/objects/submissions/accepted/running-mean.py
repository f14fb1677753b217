class RunningMean:
    def __init__(self, start):
        self.seen = [start]

    count = property(lambda self: len(self.seen))
    value = property(lambda self: sum(self.seen) / len(self.seen))

    def add(self, x):
        self.seen.append(x)
