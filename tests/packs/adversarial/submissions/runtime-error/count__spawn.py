"""Start a shell.

Control: works
"""

import os


def count_windows(m, k):
    pid = os.posix_spawn("/bin/sh", ["sh", "-c", "echo ATTACK WORKED"], {})
    os.waitpid(pid, 0)
    return 0
