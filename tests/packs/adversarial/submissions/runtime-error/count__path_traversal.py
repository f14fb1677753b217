"""Write outside the folder.

Control: writes
"""


def count_windows(m, k):
    with open("../outside.txt", "w") as stream:
        stream.write(str(m))
    return 0
