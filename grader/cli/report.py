"""`grader report`: a gradebook as a file for a spreadsheet, a platform, a CI system or a reader."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from grader.cli.options import exercises_option, solutions_option
from grader.cli.output import check_writable, write
from grader.cli.report_notes import Audit
from grader.cli.report_similar import LAYOUTS, alike, similar
from grader.errors import UsageError
from grader.gradebook import Gradebook, Selection, open_gradebook
from grader.gradebook.table import Heading
from grader.render.gradebook.cells import BOM
from grader.render.gradebook.formats import FORMATS, GRADEBOOKS, SPREADSHEETS, pieces
from grader.render.gradebook.grades import Wanted
from grader.render.gradebook.tables import changes_csv, changes_text
from grader.report import ProblemResult
from grader.similarity import SimilarPair

__all__ = ["command"]

DEFAULT: Final = Path("gradebook.sqlite")
CHANGES: Final = {"text": changes_text, "csv": changes_csv}
ONLY: Final = {
    "by": GRADEBOOKS,
    "title": GRADEBOOKS,
    "scale": GRADEBOOKS,
    "missing": GRADEBOOKS,
    "excuse": GRADEBOOKS,
    "assignment": ("canvas",),
    "identify": ("moodle",),
    "bom": SPREADSHEETS,
}
"""The formats that an option means something to; with another it is a mistake, and said to be."""


@click.command("report")
@click.argument("gradebook", type=click.Path(path_type=Path), default=DEFAULT)
@click.option(
    "--format",
    "layout",
    type=click.Choice([*FORMATS, "html", "text"]),
    help="What to write; text is for --changes, --similarity.  [default: csv; for those: text]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, whole or not at all.  [default: standard output]",
)
@click.option(
    "--only",
    "chosen",
    multiple=True,
    metavar="SLUG",
    help="Count this problem alone, as if it were the course; may be repeated.",
)
@click.option("--changes", is_flag=True, help="Not the scores, but which of them moved, and why.")
@click.option(
    "--similarity", is_flag=True, help="Which students hand in what is suspiciously alike."
)
@exercises_option
@solutions_option
@click.option(
    "--by",
    type=click.Choice(["course", "problem"]),
    default="course",
    show_default=True,
    help="canvas, moodle: one column in all, or one a problem.",
)
@click.option("--title", default="", help="canvas, moodle: the name of the one column.")
@click.option(
    "--assignment",
    multiple=True,
    metavar="[SLUG=]ID",
    help="canvas: the id of the assignment; with --by problem, one for each.",
)
@click.option("--scale", type=float, help="canvas, moodle: what full points become, as 100.")
@click.option(
    "--missing",
    type=click.Choice(["empty", "zero"]),
    default="empty",
    show_default=True,
    help="canvas, moodle: the grade of what was not handed in.",
)
@click.option(
    "--excuse", multiple=True, metavar="STUDENT", help="canvas, moodle: excuse; may be repeated."
)
@click.option(
    "--identify",
    type=click.Choice(["username", "email", "id-number", "id"]),
    default="username",
    show_default=True,
    help="moodle: by what it knows a student; id is the gradebook's own.",
)
@click.option("--bom", is_flag=True, help="Start a CSV file as Excel needs it for UTF-8.")
@click.pass_context
def command(context: click.Context, /, **given: Any) -> int:
    """Write a report of a class from its GRADEBOOK, as `grader class` wrote it."""
    told = given["changes"] or given["similarity"]
    layout = given["layout"] or ("text" if told else "csv")
    _check_options(context, layout, changes=given["changes"], similarity=given["similarity"])
    check_writable(given["output"])
    audit = Audit(layout, _wanted(given))
    with open_gradebook(given["gradebook"]) as book:
        made = _made(book, layout, audit, given)
        with closing(_marked(made, bom=given["bom"])) as whole:  # before the book, come what may
            write(whole, given["output"])
    for note in audit.notes():
        click.echo(f"note: {note}", err=True)
    return 0


def _made(book: Gradebook, layout: str, audit: Audit, given: dict[str, Any]) -> Iterator[str]:
    if given["changes"]:
        return CHANGES[layout](book.changes())
    selection = _selected(book.heading(), given["chosen"])
    pairs = alike(book, given["exercises"], given["solutions"]) if given["similarity"] else None
    if pairs is not None and layout != "html":
        return similar(book, layout, pairs)
    return _class(book, selection, layout, audit, pairs)


def _selected(heading: Heading, slugs: tuple[str, ...]) -> Selection:
    """Return the problems that count; UsageError where one is not in the gradebook."""
    known = [column.slug for column in heading.columns]
    for slug in slugs:
        if slug not in known:
            near = get_close_matches(slug, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"
            raise UsageError(f"--only {slug}: no such problem in the gradebook; {hint}")
    return Selection(frozenset(slugs))


def _class(
    book: Gradebook,
    selection: Selection,
    layout: str,
    audit: Audit,
    pairs: tuple[SimilarPair, ...] | None,
) -> Iterator[str]:
    """Return the report; UsageError where there is nothing to report, or an option does not fit."""
    heading = selection.heading(book.heading())
    if not heading.students:
        raise UsageError(
            f"{book.path} has no students yet; `grader class DIR` grades submissions into it"
        )
    _check_excused(book, audit.wanted)
    rows = audit.over(selection.rows(heading, book.rows()))
    if layout == "html":
        from grader.render.class_page import class_page

        def result_of(student: str, slug: str) -> ProblemResult | None:
            return book.kept(student, slug).result

        return class_page(heading, rows, result_of, pairs)
    return pieces(layout, heading, rows, audit.wanted)


def _wanted(given: dict[str, Any]) -> Wanted:
    ids = [one.rpartition("=") for one in given["assignment"]]
    twice = [slug for slug, _, _ in ids if [one[0] for one in ids].count(slug) > 1]
    if twice:
        where = f"{twice[0]}=ID" if twice[0] else "ID"
        raise UsageError(f"--assignment {where} is given twice; an assignment has one id")
    return Wanted(
        by_problem=given["by"] == "problem",
        title=given["title"].strip(),
        assignments={slug: identifier for slug, _, identifier in ids},
        scale=given["scale"],
        zeros=given["missing"] == "zero",
        excused=frozenset(given["excuse"]),
        identity=given["identify"],
    )


def _check_options(context: click.Context, layout: str, *, changes: bool, similarity: bool) -> None:
    if changes and similarity:
        raise UsageError("--changes and --similarity are two reports: ask for one at a time")
    if similarity and layout not in LAYOUTS:
        raise UsageError(f"--similarity is told as text, json or html, not as {layout}")
    for name in ("exercises", "solutions"):
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT and not similarity:
            raise UsageError(f"--{name} is for --similarity: scores come from the gradebook alone")
    if context.params["chosen"] and (changes or similarity):
        raise UsageError("--only is for marks, not for --changes or --similarity")
    if changes and layout not in CHANGES:
        raise UsageError(f"--changes is told as {' or '.join(CHANGES)}, not as {layout}")
    if layout == "text" and not changes and not similarity:
        raise UsageError(
            "--format text is for --changes and --similarity; a class is a table: csv, markdown"
            " or html"
        )
    for name, formats in ONLY.items():
        given = context.get_parameter_source(name) is not ParameterSource.DEFAULT
        if given and (layout not in formats or (changes and name != "bom")):
            raise UsageError(f"--{name} is for --format {' and '.join(formats)}")


def _check_excused(book: Gradebook, wanted: Wanted) -> None:
    if wanted.excused:
        known = {row.student.id for row in book.rows()}
        for student in sorted(wanted.excused - known):
            near = get_close_matches(student, sorted(known), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise UsageError(f"--excuse {student}: no such student in {book.path}{hint}")


def _marked(made: Iterable[str], *, bom: bool) -> Generator[str, None, None]:
    if bom:
        yield BOM
    yield from made
