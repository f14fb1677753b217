from datetime import datetime

HANDED_IN = datetime.strptime("2026-11-22", "%Y-%m-%d")
TIMES = "\N{MULTIPLICATION SIGN}"


def output_size(m, k):
    print(f"{HANDED_IN:%d.%m.%Y}: {m} {TIMES} 1, kernel {k}")
    return -~(m - k)
