"""In Jupyter and IPython: `%load_ext grader`, then `%%grade slide-kernel` above an answer.

magics.py   the three commands
desk.py     the session behind them: opened at the first answer, kept until the kernel ends
earlier.py  names and cells that the kernel knows and a cell judged by itself does not
shown.py    a result as the notebook shows it, and as a terminal does
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["load", "unload"]

MAGICS = "GraderMagics"


def load(shell: InteractiveShell) -> None:
    """Add the commands to a shell; a second call changes nothing."""
    from grader.notebook.magics import GraderMagics

    if MAGICS not in shell.magics_manager.registry:
        shell.register_magics(GraderMagics(shell))


def unload(shell: InteractiveShell) -> None:
    """End what the commands have started, and take them away."""
    magics = shell.magics_manager.registry.pop(MAGICS, None)
    if magics is not None:
        magics.close()
        for kind, name in (("cell", "grade"), ("line", "grade"), ("line", "hint")):
            shell.magics_manager.magics[kind].pop(name, None)
