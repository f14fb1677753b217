from dataclasses import dataclass
from itertools import count, takewhile


@dataclass(frozen=True)
class Window:
    start: int
    length: int

    @property
    def stop(self):
        return self.start + self.length


def output_size(m, k, stride):
    windows = (Window(start, k) for start in count(0, stride))
    return len(list(takewhile(lambda window: window.stop <= m, windows)))
