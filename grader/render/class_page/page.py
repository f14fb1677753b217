"""A class as one HTML file that needs nothing else, written piece by piece.

    head     charts and tables, drawn here: they need no script
    packs    what failures look like, compressed (`packs`)
    tail     the class as data (`compact`), and the script that makes the table and students' pages

The rows are read once; then a result at a time is asked for, problem by problem, so that like
failures lie side by side. Templates, style and script are in html/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from grader.gradebook.table import Column, Heading, Row
from grader.render.class_page.charts import bins, charts
from grader.render.class_page.compact import Classlist, embedded
from grader.render.class_page.packs import Packs, likeness
from grader.render.class_page.pairs import PairView, pair_view
from grader.render.html_report import FOLDER, environment, policy, problem_view, tone
from grader.render.similar import ADVICE
from grader.report import CaseResult, ProblemResult
from grader.similarity import SimilarPair
from grader.statistics import ClassStatistics, Gathered
from grader.verdict import Verdict

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["ResultOf", "class_page"]

ResultOf = Callable[[str, str], ProblemResult | None]
"""Gives the whole result of a student, by id, at a problem, by slug; None where there is none."""

HERE: Final = Path(__file__).with_name("html")


def class_page(
    heading: Heading,
    rows: Iterable[Row],
    result_of: ResultOf,
    similar: Sequence[SimilarPair] | None = None,
) -> Iterator[str]:
    """Yield the page, piece by piece; the same gradebook gives the same text.

    `similar` are the pairs of similar submissions; None is that nobody looked for them.
    """
    classlist = Classlist(heading)
    gathered = Gathered(classlist.slugs)
    for row in rows:
        classlist.add(row)
        gathered.add(row)
    unused = classlist.settle()
    figures = gathered.statistics()
    figures = replace(
        figures, problems=tuple(one for one in figures.problems if one.slug not in unused)
    )
    templates = environment(HERE, FOLDER)
    style = _source(FOLDER / "page.css") + _source(HERE / "class.css")
    script = _source(HERE / "class.js")
    packs = Packs()
    pairs = (
        None
        if similar is None
        else [pair_view(templates, packs, classlist.names, pair) for pair in similar]
    )
    noted = replace(heading, notes=(*heading.notes, *_notes(classlist)))
    yield _head(templates, noted, figures, pairs, (style, policy(style, script)))
    yield from _details(templates, packs, classlist, result_of)
    yield _tail(templates, heading, classlist, script)


def _head(
    templates: Environment,
    heading: Heading,
    figures: ClassStatistics,
    pairs: list[PairView] | None,
    style: tuple[str, str],
) -> str:
    """Return all that needs no script; `style` is the style and the page's policy."""
    from markupsafe import Markup

    slugs = {problem.slug for problem in figures.problems}

    return templates.get_template("head.html").render(
        heading=heading,
        figures=figures,
        similar=pairs,
        advice=ADVICE,
        columns={column.slug: column for column in heading.columns},
        unused=[column for column in heading.columns if column.slug not in slugs],
        bins=bins(),
        kinds=sum(len(problem.mistakes) for problem in figures.problems),
        charts={name: Markup(chart) for name, chart in charts(figures).items()},  # noqa: S704 - escaped
        style=Markup(style[0]),  # noqa: S704 - our own files
        policy=style[1],
    )


def _notes(classlist: Classlist) -> tuple[str, ...]:
    count = classlist.without_secret
    return (
        (f"of {count} students some problem was judged on its public cases alone, for its points",)
        if count
        else ()
    )


def _details(
    templates: Environment, packs: Packs, classlist: Classlist, result_of: ResultOf
) -> Iterator[str]:
    """Yield the packs, and note in the class list where each failure's details lie."""
    draw = _Drawing(templates)
    for slug in classlist.slugs:
        for identity, mark in classlist.failing(slug):
            result = result_of(identity, slug)
            if result is not None:
                plain = _plain(result)
                mark[-1] = packs.place(likeness(plain), partial(draw, plain))
                yield from map(_pack, packs.full())
    yield from map(_pack, packs.rest())


def _plain(result: ProblemResult) -> ProblemResult:
    """Return a result without the file's own name, and without the pictures that one steps through.

    Those belong to the student's own report; here they would be most of the page.
    """
    groups = tuple(
        replace(group, cases=tuple(map(_without_pictures, group.cases))) for group in result.groups
    )
    return replace(result, label=f"{result.slug}.py", groups=groups)


def _without_pictures(case: CaseResult) -> CaseResult:
    failure = case.failure
    if failure is None or failure.shown is None:
        return replace(case, seconds=0.0)
    return replace(
        case,
        seconds=0.0,
        failure=replace(failure, shown=replace(failure.shown, pictures=())),
    )


class _Drawing:
    """Draws the details of one result."""

    def __init__(self, templates: Environment) -> None:
        self._template = templates.get_template("details.html")

    def __call__(self, result: ProblemResult) -> str:
        return self._template.render(problem=problem_view(result), result=result)


def _tail(templates: Environment, heading: Heading, classlist: Classlist, script: str) -> str:
    from markupsafe import Markup

    slugs = classlist.slugs
    data: dict[str, Any] = {
        "verdicts": [[str(verdict), tone(verdict)] for verdict in Verdict],
        "columns": [_column(one) for one in heading.columns if one.slug in slugs],
        "full": sum(column.max_score for column in heading.columns),
        "mistakes": [[slugs.index(slug), name] for slug, name in classlist.mistakes],
        "students": classlist.students,
    }
    return templates.get_template("tail.html").render(
        data=Markup(embedded(data)),  # noqa: S704 - no `<` in it
        script=Markup(script),  # noqa: S704 - our own file
    )


def _column(column: Column) -> list[str | float]:
    return [column.slug, column.title, column.unit, column.max_score]


def _pack(numbered: tuple[int, str]) -> str:
    number, text = numbered
    return f'<script type="application/octet-stream" id="pack-{number}">{text}</script>\n'


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")
