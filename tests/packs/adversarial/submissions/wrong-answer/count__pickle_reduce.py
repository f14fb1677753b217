"""An object that runs code where it is unpickled.

Control: writes
"""


class Bomb:
    def __reduce__(self):
        return exec, ("open('pwned', 'w').close()",)


def count_windows(m, k):
    return Bomb()
