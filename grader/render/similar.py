"""Pairs of similar submissions as text, with the lines side by side, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from textwrap import fill
from typing import Final

import msgspec

from grader.clean import clean
from grader.similarity import AlikeProblem, SimilarPair, Span

__all__ = ["ADVICE", "similar_json", "similar_text"]

ADVICE: Final = (
    "A reason to look, and no proof: two may have learnt from the same page. Names, layout and "
    "order do not count, nor does what the stub, a model solution or much of the class has. "
    "Bits say how rare in this class is what the two share; they are no probability."
)
WIDTH: Final = 48
"""Characters of a line of source in either column."""


def similar_text(pairs: Sequence[SimilarPair], names: Mapping[str, str]) -> Iterator[str]:
    """Yield the report, a pair at a time; `names` are the students' by id."""
    if not pairs:
        yield "No two students hand in what is more alike than chance explains.\n"
        return
    yield f"{len(pairs)} {'pair' if len(pairs) == 1 else 'pairs'} worth a look\n"
    yield fill(ADVICE, 2 * WIDTH) + "\n"
    for pair in pairs:
        problems = f"{len(pair.problems)} problem{'' if len(pair.problems) == 1 else 's'}"
        who = " and ".join(_who(student, names) for student in (pair.left, pair.right))
        yield f"\n{who}: {pair.bits:.0f} bits in {problems}\n"
        for problem in pair.problems:
            yield "".join(f"  {line}\n" for line in _problem(problem))


def similar_json(pairs: Sequence[SimilarPair], names: Mapping[str, str]) -> str:
    """Return the pairs without their sources: lines are counted from 1."""
    told = [
        {
            "left": _student(pair.left, names),
            "right": _student(pair.right, names),
            "bits": pair.bits,
            "problems": [
                {"slug": one.slug, "bits": one.bits, "share": one.share, "spans": one.spans}
                for one in pair.problems
            ],
        }
        for pair in pairs
    ]
    made = msgspec.json.encode({"pairs": told, "advice": ADVICE})
    return msgspec.json.format(made).decode() + "\n"


def _student(student: str, names: Mapping[str, str]) -> dict[str, str]:
    return {"id": clean(student), "name": clean(names.get(student, ""))}


def _who(student: str, names: Mapping[str, str]) -> str:
    name = clean(names.get(student, ""))
    return f"{name} ({clean(student)})" if name else clean(student)


def _problem(problem: AlikeProblem) -> Iterator[str]:
    yield f"{problem.slug}: {problem.bits:.0f} bits, {100 * problem.share:.0f} % of the rare code"
    for span in problem.spans:
        yield from _span(problem, span)


def _span(problem: AlikeProblem, span: Span) -> Iterator[str]:
    left = _numbered(problem.left, span.left_first, span.left_last)
    right = _numbered(problem.right, span.right_first, span.right_last)
    for ours, theirs in zip_longest(left, right, fillvalue=""):
        yield f"  {ours:{WIDTH + 5}} | {theirs}".rstrip()
    yield "  " + "-" * (WIDTH + 5)


def _numbered(lines: Sequence[str], first: int, last: int) -> list[str]:
    return [
        f"{number:4} {line if len(line) <= WIDTH else line[: WIDTH - 3] + '...'}"
        for number, line in enumerate(lines[first - 1 : last], first)
        if line.strip()
    ]
