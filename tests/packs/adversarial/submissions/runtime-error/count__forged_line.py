"""A traceback into a line of this file that no Python ever runs, and that a runner obeys.

Control: commands
"""

TEXT = """
::error title=forged::x
"""


def count_windows(m, k):
    print(TEXT)
    code = compile("\n" * 6 + "raise ValueError", __file__, "exec")
    exec(code)
