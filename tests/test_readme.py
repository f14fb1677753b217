"""Every snippet in README.md and docs/ does what it says.

A document is one sitting: its blocks run in order, in a copy of the checkout's packs and examples.
One that holds `<!-- begins in an empty folder -->` begins there, and a block of it whose first line
is `# exercises/...` or `# solutions/...` is written to that file.

- `sh`: every line is run. `console`: lines after `$ ` are run and the others are what they print,
  where `...` stands for anything; a block without output lines claims nothing about output.
- `python`: run as a program of its own.
- A block exits 0, or what `<!-- exits 1 -->` on the line above it says.
- `make TARGET` is not run (make test would start itself) but its target has to exist.
- `<!-- not run: why -->` on the line above keeps a block from being run.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHIPPED = ("examples", "exercises", "solutions")
RUNNABLE = ("sh", "console", "python")
FENCE = re.compile(r"(?ms)^(?P<fence>```+)(?P<language>[\w-]*)\n(?P<body>.*?)^(?P=fence)$")
EXITS = re.compile(r"<!-- exits (\d+) -->")
EMPTY = "<!-- begins in an empty folder -->"
PLACE = re.compile(r"# ((?:exercises|solutions)/\S+)\n")
NOT_RUN = re.compile(r"<!-- not run: \S.* -->")


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, what it is, and the comment on the line above it."""

    line: int
    language: str
    body: str
    note: str

    @property
    def runs(self) -> bool:
        return self.language in RUNNABLE and not NOT_RUN.fullmatch(self.note)

    @property
    def status(self) -> int:
        found = EXITS.fullmatch(self.note)
        return int(found[1]) if found else 0

    @property
    def commands(self) -> list[str]:
        if self.language == "sh":
            return self.body.splitlines()
        return [line[2:] for line in self.body.splitlines() if line.startswith("$ ")]

    @property
    def output(self) -> str:
        if self.language != "console":
            return ""
        lines = self.body.splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith("$ "))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_snippets_do_what_they_say(document: Path, tmp_path: Path) -> None:
    text = document.read_text(encoding="utf-8")
    empty = EMPTY in text
    for folder in () if empty else SHIPPED:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for block in blocks(text):
        place = PLACE.match(block.body) if empty else None
        if place is not None:
            (tmp_path / place[1]).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / place[1]).write_text(block.body, encoding="utf-8")
        elif block.runs:
            run(block, tmp_path, f"{document.name}:{block.line}")


def test_the_readme_has_snippets_to_run() -> None:
    assert any(block.runs for block in blocks((ROOT / "README.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def blocks(text: str) -> Iterator[Block]:
    for found in FENCE.finditer(text):
        before = text[: found.start()]
        note = before.rstrip("\n").rpartition("\n")[2]
        yield Block(before.count("\n") + 1, found["language"], found["body"], note)


def run(block: Block, folder: Path, where: str) -> None:
    if block.language == "python":
        command = [sys.executable, "-c", block.body]
    else:
        command = ["bash", "-ec", "\n".join(line for line in block.commands if not is_make(line))]
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == block.status, f"{where} exited {done.returncode}:\n{done.stdout}"
    if block.output:
        same = doctest.OutputChecker().check_output(block.output, done.stdout, doctest.ELLIPSIS)
        assert same, f"{where} printed:\n{done.stdout}\ninstead of:\n{block.output}"


def is_make(line: str) -> bool:
    """Say whether a line calls make, and check the targets it names."""
    words = line.split("#", maxsplit=1)[0].split()
    if words[:1] != ["make"]:
        return False
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z]+):", makefile))
    assert {word for word in words[1:] if "=" not in word} <= targets, f"no such target: {line}"
    return True


def environment(folder: Path) -> dict[str, str]:
    scripts = str(Path(sys.executable).parent)
    return {
        "PATH": os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)]),
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / ".cache"),
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }
