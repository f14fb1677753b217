"""Start a zygote: a fresh interpreter with nothing of ours but one socket.

Imports next to nothing, so that `grader run` can do it first of all: while the zygote imports
NumPy, the grader imports the rest of itself on another core.
"""

from __future__ import annotations

import os
import socket
import sys

__all__ = ["THREADS", "Launched", "import_path", "launch"]

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
BOOTSTRAP = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from grader.child.zygote import main; main(int(sys.argv[1]), sys.argv[2])"
)


class Launched:
    """A zygote on its way: its process and our end of the socket."""

    __slots__ = ("link", "pid")

    def __init__(self, pid: int, link: socket.socket) -> None:
        self.pid = pid
        self.link = link


def launch(kind: str) -> Launched:
    """Start the zygote of a kind (numpy or torch); does not wait for it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    theirs.set_inheritable(True)
    environment = dict.fromkeys(THREADS, "1") | {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    arguments = [sys.executable, "-P", "-s", "-S", "-X", "utf8", "-c", BOOTSTRAP]
    arguments += [str(theirs.fileno()), kind, *import_path()]
    with theirs:  # out of the terminal's group: Ctrl-C reaches the grader alone
        pid = os.posix_spawn(sys.executable, arguments, environment, setsid=True)
    return Launched(pid, ours)


def import_path() -> list[str]:
    """Return where a child may import from: the current folder only if grader lives there."""
    package_root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    here = os.getcwd()  # noqa: PTH109 - pathlib costs milliseconds here
    installed = [entry for entry in sys.path if entry and os.path.realpath(entry) != here]
    return [*dict.fromkeys((*installed, package_root))]
