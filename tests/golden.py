"""Texts kept beside the tests: what a format looked like when somebody last read it over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Golden"]


@dataclass(frozen=True)
class Golden:
    """The kept texts of a folder; with `update` a text is kept instead of compared."""

    folder: Path
    update: bool

    def check(self, name: str, text: str) -> None:
        """Assert that the text is the kept one, to the byte."""
        path = self.folder / name
        if self.update:
            self.folder.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"{path.name} is not there; run pytest --update and read it over"
        assert text == path.read_bytes().decode(), f"{name} changed; pytest --update keeps it"
