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
    words = {word.decode() for word in _WORDS.findall(source)}
    named = {word.decode() for line in _IMPORTS.findall(source) for word in _WORDS.findall(line)}
    modules = {name for name in PRELOADED if named.issuperset(name.split("."))}
    modules |= {part for word, part in (NUMPY_PARTS | LATE_PARTS).items() if word in words}
    if _STAR.search(source) is not None:
        modules |= STAR_PARTS
    if not source.isascii() or rb"\N{" in source:
        modules.add("unicodedata")  # Python asks it what may be in a name
    if _CODING.match(source) is not None:
        modules |= CODECS
    if "torch" in load.packages and "optim" in words:
        modules.add(OPTIMIZING)
    return tuple(sorted(modules))


_IMPORTS: Final = re.compile(rb"\b(?:import|from|__import__|import_module)\b(.*)")
_WORDS: Final = re.compile(rb"[A-Za-z_]\w*")
_STAR: Final = re.compile(rb"\bfrom[ \t]+numpy[ \t]+import[ \t]*\(?\*")
_CODING: Final = re.compile(rb"(?:[^\n]*\n)?[ \t\f]*#[^\n]*coding[:=][ \t]*(?!utf)[-\w]")
