"""The report as one HTML file that needs nothing else: no network, no fonts, no framework.

The templates, the style and the script lie in html/. Everything is escaped by Jinja2; a content
security policy with the hashes of the style and the script keeps out anything that is not ours.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grader.figures import figures_of
from grader.parts import progress_text
from grader.render.comparison import comparison, part_of, yours_text
from grader.render.grid import plane_label, value_text
from grader.render.html_figures import view
from grader.render.html_panels import PanelRow, panel_rows
from grader.render.html_table import Table, table
from grader.render.html_view import View
from grader.render.sentence import counterexample_sentence
from grader.report import Failure, GroupResult, ProblemResult, Report, Shown
from grader.values import Array, Mapping, Value, array_of
from grader.verdict import Verdict

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["FOLDER", "environment", "html_report", "policy", "problem_view", "tone"]

FOLDER: Final = Path(__file__).with_name("html")
SIGNS: Final = {
    Verdict.ACCEPTED: "\u2713",
    Verdict.NOT_ATTEMPTED: "\u2013",
    Verdict.SKIPPED: "\u2013",
    Verdict.JUDGE_ERROR: "?",
}
TONES: Final = {
    Verdict.ACCEPTED: "good",
    Verdict.NOT_ATTEMPTED: "calm",
    Verdict.SKIPPED: "calm",
    Verdict.JUDGE_ERROR: "odd",
}
MOST_INPUT_CELLS: Final = 144


def html_report(report: Report) -> str:
    """Return the report as a whole page."""
    from markupsafe import Markup

    templates = environment(FOLDER)
    style, script = (_source(name) for name in ("page.css", "page.js"))
    page = templates.get_template("page.html").render(
        report=report,
        counts=_counts(report),
        problems=[problem_view(problem) for problem in report.problems],
        graded=any(problem.secret is not None for problem in report.problems),
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704
        policy=policy(style, script),
    )
    return page + "\n"


def environment(*folders: Path) -> Environment:
    """Return the templates in these folders, with all that they escape and the filters they use."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"points": _points, "ticks": _ticks, "sign": _sign, "tone": tone}
    return made


def policy(style: str, script: str) -> str:
    """Return the content security policy of a page: its style, its script and nothing else."""
    return f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}"


@dataclass(frozen=True)
class CaseView:
    """A failing case in full."""

    group: GroupResult
    failure: Failure
    progress: str
    numbers: tuple[tuple[str, str], ...] = ()
    arrays: tuple[Table, ...] = ()
    rows: tuple[PanelRow, ...] = ()
    left_out: int = 0
    values: tuple[tuple[str, str], ...] = ()
    figures: tuple[View, ...] = ()
    smallest: str = ""

    @property
    def steps(self) -> int:
        """Return how many steps its figures have."""
        return sum(len(figure.steps) for figure in self.figures)


@dataclass(frozen=True)
class ProblemView:
    """A problem with its failing cases: those that are shown, and what is said of others."""

    result: ProblemResult
    shown: tuple[CaseView, ...]
    told: tuple[tuple[str, CaseView], ...]


def problem_view(result: ProblemResult) -> ProblemView:
    """Return a result with the first failing case of each of its groups."""
    if result.failure is not None:
        return ProblemView(result, (), ())
    failing = [(group, _failure_of(group)) for group in result.groups]
    cases = [
        replace(_case(group, failure), smallest=_smallest(group))
        for group, failure in failing
        if failure is not None
    ]
    shown = tuple(case for case in cases if case.failure.shown is not None)
    return ProblemView(result, shown, _told(case for case in cases if case.failure.shown is None))


def _told(cases: Iterable[CaseView]) -> tuple[tuple[str, CaseView], ...]:
    """Return what is said of cases that are not shown, once for all groups it is said of."""
    names: dict[tuple[object, ...], list[str]] = {}
    first: dict[tuple[object, ...], CaseView] = {}
    for case in cases:
        failure = case.failure
        said = (failure.says, failure.fix, failure.frames, case.progress, case.smallest)
        if any(said):
            names.setdefault(said, []).append(case.group.name)
            first.setdefault(said, case)
    return tuple(("; ".join(names[said]), first[said]) for said in names)


def _failure_of(group: GroupResult) -> Failure | None:
    """Return why the group's first failing case failed."""
    return next((case.failure for case in group.cases if case.failure is not None), None)


def _smallest(group: GroupResult) -> str:
    """Return the sentence on the smallest input that fails; "" where none is known."""
    smaller = next((case.counterexample for case in group.cases if case.counterexample), None)
    return counterexample_sentence(smaller) if smaller is not None else ""


def _case(group: GroupResult, failure: Failure) -> CaseView:
    progress = progress_text(failure.parts_right, failure.part)
    shown = failure.shown
    if shown is None:
        return CaseView(group, failure, progress)
    numbers, arrays = _arguments(shown)
    if group.secret:  # revealed: its arguments, and nothing drawn from them
        return CaseView(group, failure, progress, numbers, arrays)
    compared = comparison(shown)
    rows, left_out = ((), 0) if compared is None else panel_rows(compared)
    figures = tuple(
        view(figure, compared, _array(shown.expected))
        for figure in figures_of(shown.pictures, shown.inputs, shown.expected)
    )
    values = _values(shown) if compared is None else ()
    return CaseView(group, failure, progress, numbers, arrays, rows, left_out, values, figures)


def _values(shown: Shown) -> tuple[tuple[str, str], ...]:
    """Return answers that are no arrays as text."""
    if not shown.returned:
        return ()
    named = isinstance(shown.expected, Mapping)  # of named parts the wrong one alone
    values = {"expected": shown.expected, "yours": shown.got}
    if shown.mistaken is not None:
        values["that mistake gives"] = shown.mistaken
    parts = {
        name: part_of(value, shown.mismatch) if named else value for name, value in values.items()
    }
    return tuple((name, yours_text(parts["expected"], value)) for name, value in parts.items())


def _arguments(shown: Shown) -> tuple[tuple[tuple[str, str], ...], tuple[Table, ...]]:
    """Return the arguments that are said in a line, and those that are tables."""
    numbers: list[tuple[str, str]] = []
    arrays: list[Table] = []
    for name, value in shown.inputs.items():
        tables = _tables(name, _array(value), shown.axes.get(name, ()))
        arrays += tables
        if not tables:
            numbers.append((name, value_text(value)))
    return tuple(numbers), tuple(arrays)


def _tables(name: str, array: Any, axes: tuple[str, ...]) -> tuple[Table, ...]:
    """Return an array as tables; none where it has no axes, or more than one could look at."""
    import numpy as np

    if array is None or not array.ndim or not 0 < array.size <= MOST_INPUT_CELLS:
        return ()
    if array.ndim < 3:
        return (table(name, np.atleast_2d(array).tolist()),)
    return tuple(
        table(f"{name}, {plane_label(index, axes)}", array[index].tolist())
        for index in np.ndindex(*array.shape[:-2])
    )


def _array(value: Value) -> Any:
    import numpy as np

    if isinstance(value, Array):
        return array_of(value)
    return np.asarray(value) if isinstance(value, (int, float)) else None


def _counts(report: Report) -> list[tuple[Verdict, int]]:
    counts = Counter(problem.verdict for problem in report.problems)
    return [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]


def _source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


def _points(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _ticks(text: str) -> list[tuple[bool, str]]:
    """Return a sentence in pieces, each with whether it stood between backticks."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return [(False, text)]
    return [(number % 2 == 1, piece) for number, piece in enumerate(pieces) if piece]


def _sign(verdict: Verdict) -> str:
    return SIGNS.get(verdict, "\u2717")


def tone(verdict: Verdict) -> str:
    """Return the class that colours a verdict: good, bad, calm or odd."""
    return TONES.get(verdict, "bad")
