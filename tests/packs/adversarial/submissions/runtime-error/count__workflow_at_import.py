"""The same while the file is imported: the whole report is this one failure.

Control: commands
"""

print("::error::forged", flush=True)
raise ValueError("\n::error::forged\n##[error]forged")


def count_windows(m, k):
    return 0
