import numpy as np


class RunningMean:
    def __init__(self, start):
        self.start = start
        raise NotImplementedError

    def add(self, x):
        raise NotImplementedError
