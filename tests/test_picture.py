"""The picture in the README is what the grader prints."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def recorder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("record", FOLDER / "record.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(svg: str) -> list[str]:
    """Return what is read in a picture; the isolation is the machine's."""
    found = [text.replace("&#160;", " ") for text in TEXT.findall(svg)]
    return [text for text in found if "isolation" not in text and "seccomp" not in text]


def test_the_picture_is_what_is_printed() -> None:
    kept = (FOLDER / "report.svg").read_text(encoding="utf-8")
    assert lines(recorder().recorded()) == lines(kept), "python docs/pictures/record.py"
    assert any("180 degrees" in text for text in lines(kept))


def test_the_picture_fetches_nothing() -> None:
    kept = (FOLDER / "report.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"']+", kept)) == {"http://www.w3.org/2000/svg"}


def test_the_readme_shows_it() -> None:
    assert "(docs/pictures/report.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")
