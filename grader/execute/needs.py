"""What a source will need that its child must import before it is locked.

The source is only searched for words here: it may be no Python at all.
"""

from __future__ import annotations

import re
from typing import Final

from grader.spawning import (
    CODECS,
    LATE_PARTS,
    NUMPY_PARTS,
    OPTIMIZING,
    PRELOADED,
    STAR_PARTS,
)
from grader.wire import Load

__all__ = ["modules_needed"]

MAX_SCANNED: Final = 200_000


def modules_needed(load: Load) -> tuple[str, ...]:
    """Return the standard-library modules that the source imports and may have.

    They are imported before the child is locked, since it cannot open files afterwards. A module
    too many costs a millisecond and gives nothing away.
    """
    source = load.source[:MAX_SCANNED]
    text = source.decode("latin-1")
    words = set(_WORDS.findall(text))
    named = {word for line in _IMPORTS.findall(text) for word in _WORDS.findall(line)}
    modules = {name for name, parts in _PARTS.items() if named >= parts}
    modules |= {_USED_LATE[word] for word in words & _USED_LATE.keys()}
    if _STAR.search(text) is not None:
        modules |= STAR_PARTS
    if not source.isascii() or r"\N{" in text:
        modules.add("unicodedata")  # Python asks it what may be in a name
    if _CODING.match(text) is not None:
        modules |= CODECS
    if "torch" in load.packages and "optim" in words:
        modules.add(OPTIMIZING)
    return tuple(sorted(modules))


_PARTS: Final = {name: frozenset(name.split(".")) for name in PRELOADED}
_USED_LATE: Final = NUMPY_PARTS | LATE_PARTS
_IMPORTS: Final = re.compile(r"\b(?:import|from|__import__|import_module)\b(.*)", re.ASCII)
_WORDS: Final = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_STAR: Final = re.compile(r"\bfrom[ \t]+numpy[ \t]+import[ \t]*\(?\*", re.ASCII)
_CODING: Final = re.compile(r"(?:[^\n]*\n)?[ \t\f]*#[^\n]*coding[:=][ \t]*(?!utf)[-\w]", re.ASCII)
