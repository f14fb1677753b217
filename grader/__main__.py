"""`python -m grader`: the same as the `grader` command."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # the current folder: a student's numpy.py must not shadow the real one
    from grader.cli import main

    main()
