"""Take the function's place in the module after loading, behind a module that lies.

Control: replies Returned 3
"""

import sys


class Module(type(sys)):
    def __getattribute__(self, name):
        if name == "count_windows":
            return lambda *args: 3
        return super().__getattribute__(name)


sys.modules["submission"].__class__ = Module


def count_windows(m, k):
    return -1
