"""The zip that Gradescope builds an autograder from.

    setup.sh          run once, as root, while the image is built: Python and the requirements
    run_autograder    run for each submission: judges it and writes results.json
    lib/ pack/ requirements.txt

Source of the layout: Gradescope's autograder specifications.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from grader.platforms.contents import Bundle, File

__all__ = ["gradescope_files"]

TEMPLATES: Final = Path(__file__).with_name("templates") / "gradescope"


def gradescope_files(bundle: Bundle, seed: int, *, require_sandbox: bool) -> Iterator[File]:
    """Yield the files of the zip."""
    sandbox = "--require-sandbox" if require_sandbox else "--no-require-sandbox"
    for name in ("setup.sh", "run_autograder"):
        text = (TEMPLATES / name).read_text("utf-8")
        text = text.replace("@SANDBOX@", sandbox).replace("@SEED@", str(seed))
        yield File(PurePosixPath(name), text.encode(), executable=True)
    yield File(PurePosixPath("requirements.txt"), bundle.requirements.encode())
    yield from bundle.engine
    yield bundle.course
    for files in bundle.problems.values():
        yield from files
