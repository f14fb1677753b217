"""`grader report --similarity`: who hands in what is more alike than chance explains."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from grader.cli.options import open_course
from grader.gradebook import Gradebook
from grader.load import Pack
from grader.load.source import shown
from grader.similarity import SimilarPair, Source, similar_pairs

__all__ = ["LAYOUTS", "alike", "similar"]

LAYOUTS: Final = ("text", "json", "html")


def similar(book: Gradebook, layout: str, pairs: tuple[SimilarPair, ...]) -> Iterator[str]:
    """Yield the report on pairs as text or as JSON."""
    from grader.render.similar import similar_json, similar_text

    names = {row.student.id: row.student.name for row in book.rows()}
    if layout == "json":
        yield similar_json(pairs, names)
    else:
        yield from similar_text(pairs, names)


def alike(
    book: Gradebook, exercises: Path | None, solutions: Path | None
) -> tuple[SimilarPair, ...]:
    """Return the pairs; what the stubs and the model solutions hold is nobody's own."""
    pack = open_course(exercises, solutions)
    slugs = [column.slug for column in book.heading().columns]
    known = {slug: _known(pack, slug) for slug in slugs if slug in pack.slugs}
    if lacking := [slug for slug in slugs if slug not in known]:
        where = shown(pack.exercises)
        click.echo(
            f"note: no stub of {', '.join(lacking)} in {where}: what it holds counts as the"
            " students' own; --exercises says where the exercises are",
            err=True,
        )
    return similar_pairs(lambda: (Source(*one) for one in book.sources()), known)


def _known(pack: Pack, slug: str) -> tuple[bytes, ...]:
    problem = pack.problem(slug)
    return (problem.file.stub.encode(), *(model.source for model in problem.accepted))
