"""Take the memory while the file is imported.

Control: exhausts
"""

hoard = []
while True:
    hoard.append(bytes(10**8))


def count_windows(m, k):
    return 0
