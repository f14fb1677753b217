"""No function of the right name, but many with names like orders.

Control: escapes
"""

for number in range(30):
    globals()[f"\x1b[2J\n::error::{number}\u202e"] = len

print("\x1b[2J\u202e")
