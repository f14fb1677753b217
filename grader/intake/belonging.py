"""Which file answers which problem.

A file belongs to the problem that it is named after (`slide-kernel.py`, `05_slide_kernel.py`),
else to the one that a folder above it is named after, else to the ones whose function it alone
defines. A notebook's cells marked `%%grade slide-kernel` belong to that problem, whatever else is
in the notebook. Where several files of a student claim one problem, the one named after it is
judged, and a stub as shipped only where there is nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from grader.clean import clean
from grader.intake.asked import Asked
from grader.intake.source_file import SourceFile, Unreadable, stem_of
from grader.load import Pack
from grader.submission import Submission

__all__ = ["Belonging", "Claim"]

DEFINITION: Final = re.compile(rb"^(?:async[ \t]+)?(?:def|class)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
BY_NAME: Final = 0
BY_FOLDER: Final = 1
BY_FUNCTION: Final = 2


class Claim(Struct, frozen=True):
    """That a file answers a problem, and how plainly it says so."""

    submission: Submission
    how: int

    @property
    def slug(self) -> str:
        """The problem that it answers."""
        return self.submission.slug

    def order(self) -> tuple[int, int, str]:
        """Return what rivals are sorted by: the best claim first."""
        label = self.submission.label
        return self.how, label.count("/"), label


class Belonging:
    """Knows what the problems of a pack are called and which functions they ask for."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._known = frozenset(pack.slugs)
        self._asked: dict[str, Asked] = {}
        self._owners: dict[str, list[str]] | None = None

    @property
    def slugs(self) -> tuple[str, ...]:
        """The problems, in the order of the course."""
        return self._pack.slugs

    def slug_in(self, name: str) -> str | None:
        """Return the problem that a file or folder is named after, a leading number aside."""
        slug = stem_of(name).replace("_", "-").lower()
        options = (slug, re.sub(r"^\d+[-. ]+", "", slug))
        return next((option for option in options if option in self._known), None)

    def owners(self) -> dict[str, list[str]]:
        """Return the problems that ask for each function name; PackError where one is wrong."""
        if self._owners is None:
            owners: dict[str, list[str]] = {}
            for slug in self._pack.slugs:
                owners.setdefault(self.asked(slug).function, []).append(slug)
            self._owners = owners
        return self._owners

    def asked(self, slug: str) -> Asked:
        """Return what a problem asks for."""
        if slug not in self._asked:
            file = self._pack.problem(slug).file
            self._asked[slug] = Asked(slug, file.function, file.stub)
        return self._asked[slug]

    def claims(
        self, file: SourceFile, folders: Sequence[str], label: str | None = None
    ) -> tuple[list[Claim], list[str]]:
        """Return which problems a file answers, and what of it was left out.

        `folders` are those it lies in, the nearest last; `label` is how it is shown, if not by
        its name.
        """
        shown = clean(file.name) if label is None else label
        if file.is_notebook:
            return self._notebook(file, folders, shown)
        how, slugs = self._slugs(file.path.name, folders)
        notes: list[str] = []
        if not slugs:
            defined = {name.decode() for name in DEFINITION.findall(file.data)}
            slugs = self._owned(defined)
            notes = self._shared(defined, shown, "name the file after one of them")
        return [Claim(Submission(slug, shown, file.data), how) for slug in slugs], notes

    def _slugs(self, name: str, folders: Sequence[str]) -> tuple[int, list[str]]:
        """Return the problem that a file, or else a folder above it, is named after."""
        for place, part in enumerate((name, *reversed(folders))):
            slug = self.slug_in(part)
            if slug is not None:
                return (BY_FOLDER if place else BY_NAME), [slug]
        return BY_FUNCTION, []

    def _owned(self, defined: set[str]) -> list[str]:
        """Return the problems that alone ask for one of these functions."""
        owners = self.owners()
        return [owners[name][0] for name in sorted(defined) if len(owners.get(name, ())) == 1]

    def _shared(self, defined: set[str], shown: str, fix: str) -> list[str]:
        """Return a note for each function that several problems ask for."""
        owners = self.owners()
        return [
            f"{shown}: {name} is what {' and '.join(owners[name])} ask for; {fix}"
            for name in sorted(defined)
            if len(owners.get(name, ())) > 1
        ]

    def _notebook(
        self, file: SourceFile, folders: Sequence[str], shown: str
    ) -> tuple[list[Claim], list[str]]:
        """Return a claim for each problem that a notebook answers."""
        from grader.intake.cells import read_notebook
        from grader.intake.excerpt import excerpt

        try:
            notebook = read_notebook(file.data)
        except Unreadable as error:
            return [], [f"{shown} {error}"]
        how, slugs = self._slugs(file.path.name, folders)
        marked = [slug for slug in self.slugs if slug in notebook.marks()]
        found, notes = [], [f"{shown}, {note}" for note in notebook.notes]
        if not slugs:
            names = notebook.names()
            slugs = self._owned(names)
            names -= {self.asked(slug).function for slug in marked}
            fix = "begin its cell with %%grade and the one that is meant"
            notes += self._shared(names, shown, fix)
        hows = dict.fromkeys(slugs, how) | dict.fromkeys(marked, BY_NAME)
        notes += [
            f"{shown}: %%grade {clean(mark, 100)} names no problem; {self._pack.meant(mark)}"
            for mark in sorted(notebook.marks() - self._known)
        ]
        for slug, claim in hows.items():
            source, said = excerpt(notebook, self.asked(slug))
            found.append(Claim(Submission(slug, shown, source), claim))
            notes += [f"{shown}, {note}" for note in said]
        return found, notes

    def is_stub(self, submission: Submission) -> bool:
        """Say whether nothing was written into the stub."""
        stub = self.asked(submission.slug).stub.encode()
        return _lines(submission.source) == _lines(stub)


def _lines(source: bytes) -> list[bytes]:
    """Return the lines of a source that say something: what a workspace adds is comments."""
    lines = (line.rstrip() for line in source.splitlines())
    return [line for line in lines if line and not line.startswith(b"#")]
