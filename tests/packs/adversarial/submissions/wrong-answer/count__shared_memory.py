"""Leave the inputs in shared memory for the next process.

Control: works
"""

import ctypes


def count_windows(m, k):
    syscall = ctypes.CDLL(None).syscall
    handle = syscall(29, 0, 4096, 0o1600)  # shmget
    if handle >= 0:
        syscall(31, handle, 0, None)  # shmctl IPC_RMID
        print("ATTACK WORKED")
    return 0
