"""Entry of a child that is a plain subprocess: take the two sockets, then serve as ever."""

from __future__ import annotations

import importlib
import os
import socket
import sys
from typing import BinaryIO

from grader.child import serving
from grader.spawning import MODULES, Kind

__all__ = ["main"]


def main(handed: str, kind: Kind) -> None:
    """Take control and output from the grader, import what the kind needs, and serve."""
    control, output = _sockets(handed)
    for name in MODULES[kind]:
        importlib.import_module(name)
    if sys.platform != "win32":
        for target in (1, 2):
            os.dup2(output.fileno(), target)
    else:
        sys.stdout = sys.stderr = output.makefile("w", encoding="utf-8", errors="replace")
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process
    serving.serve(control.recv, control.send)


def _sockets(handed: str) -> tuple[socket.socket, socket.socket]:
    if handed != "shared":
        control, output = (socket.socket(fileno=int(number)) for number in handed.split(","))
        return control, output
    stream = sys.stdin.buffer
    return _shared(stream), _shared(stream)


def _shared(stream: BinaryIO) -> socket.socket:
    """Return the socket that the grader shared with this process (Windows alone)."""
    length = int.from_bytes(stream.read(4), "little")
    data = stream.read(length)
    shared: socket.socket = socket.fromshare(data)  # type: ignore[attr-defined, unused-ignore]
    return shared
