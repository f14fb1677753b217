"""A thread that goes on working between the calls.

Control: works
"""

import threading
import time


def count_windows(m, k):
    thread = threading.Thread(target=lambda: print("ATTACK WORKED", flush=True), daemon=True)
    thread.start()
    time.sleep(0.05)
    return 0
