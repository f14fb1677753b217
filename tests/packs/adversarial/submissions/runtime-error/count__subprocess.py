"""Start a program as Python code does.

Control: works
"""


def count_windows(m, k):
    import subprocess

    print(subprocess.run(["echo", "ATTACK WORKED"], capture_output=True, text=True).stdout)
    return 0
