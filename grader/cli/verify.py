"""`grader verify`: prove a pack and print one table."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import click

from grader.cli.mutant_table import header, hunts_json, rows, summary
from grader.cli.options import exercises_option, open_course, solutions_option
from grader.cli.proof_table import proof_table, proofs_json
from grader.errors import PackError, UsageError
from grader.load import Pack
from grader.load.source import shown
from grader.mutants import Hunt, hunt, kill_rate, require_operators
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.verify import Proof, prove, union

__all__ = ["command"]


@click.command("verify")
@click.argument("slugs", nargs=-1)
@exercises_option
@solutions_option
@click.option("--seed", type=int, default=0, show_default=True, help="The first seed.")
@click.option(
    "--seeds", type=click.IntRange(min=1), default=3, show_default=True, help="How many seeds."
)
@click.option("--watch", is_flag=True, help="Prove a problem again whenever a file of it is saved.")
@click.option("--mutants", is_flag=True, help="Hunt for changes that the tests let through.")
@click.option(
    "--least",
    type=click.FloatRange(0, 100),
    default=98.0,
    show_default=True,
    help="The percentage of mutants to kill.",
)
@click.option(
    "--format",
    "layout",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to write: for people or for scripts.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    help="How many problems are proved at a time.  [default: the number of cores]",
)
@click.option(
    "--require-sandbox/--no-require-sandbox",
    default=False,
    help="Refuse to go on without the whole sandbox.  [default: go on]",
)
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    slugs: tuple[str, ...],
    exercises: Path | None,
    solutions: Path | None,
    seed: int,
    seeds: int,
    watch: bool,  # noqa: FBT001 - click passes it by name
    mutants: bool,  # noqa: FBT001 - click passes it by name
    least: float,
    layout: str,
    jobs: int,
    require_sandbox: bool,  # noqa: FBT001 - click passes it by name
) -> int:
    """Prove problems: all of the pack, or those named.

    Solutions must pass everything, stubs must fail, and every known mistake must be caught by the
    secret cases and told apart from the others, on several seeds. With --mutants, nearly every
    small change of a solution must be caught as well.
    """
    pack = _opened(exercises, solutions)
    unknown = [slug for slug in slugs if slug not in pack.slugs]
    if unknown:
        raise UsageError(f"no problem {unknown[0]!r}; the problems are: {', '.join(pack.slugs)}")
    if watch:
        if mutants or layout != "text":
            raise UsageError(
                "--watch proves one problem at a time; leave --mutants and --format out"
            )
        from grader.cli.verify_watch import watch_pack

        return watch_pack(pack, slugs, seed, require_sandbox=require_sandbox)
    faults = pack.check()
    if faults:
        raise PackError(faults)
    chosen = [slug for slug in pack.slugs if not slugs or slug in slugs]
    if mutants:
        require_operators()
    by_seed = []
    with Sandboxes() as sandboxes, ThreadPoolExecutor(max_workers=jobs) as pool:
        sessions = [
            Session(pack, sandboxes, number, require_sandbox=require_sandbox)
            for number in range(seed, seed + seeds)
        ]
        for session in sessions:
            session.prepare(chosen)
            proved = partial(prove, session, with_knobs=session is sessions[0])
            by_seed.append(list(pool.map(proved, chosen)))
        proofs = [union(proofs) for proofs in zip(*by_seed, strict=True)]
        if layout == "text":
            click.echo(_table(proofs, seeds))
        sound = [proof.slug for proof in proofs if mutants and not proof.faults]
        hunts = [*_hunted(sessions[0], sound, pool, aloud=layout == "text")]
    if layout == "json":
        click.echo(_json(proofs, hunts if mutants else None))
    elif hunts:  # none where no problem holds
        click.echo(summary(hunts, least))
    bad = any(proof.faults for proof in proofs) or any(hunt.faults for hunt in hunts)
    return 1 if bad or kill_rate(hunts) < least else 0


def _hunted(
    session: Session, slugs: Sequence[str], pool: Executor, *, aloud: bool
) -> Iterator[Hunt]:
    """Yield what became of each problem's mutants, and say so at once where that is wanted."""
    width = max(map(len, [*slugs, "mutants of"]))
    if slugs and aloud:
        click.echo(header(width))
    for slug in slugs:
        found = hunt(session, slug, pool)
        if aloud:
            click.echo("\n".join(rows(found, width)))
        yield found


def _opened(exercises: Path | None, solutions: Path | None) -> Pack:
    """Return the pack; its solutions lie beside the exercises where no option names them."""
    public = open_course(exercises, None)
    beside = public.exercises.parent / "solutions"
    if solutions is None and not beside.is_dir():
        raise UsageError(
            f"verify needs the solutions, and {shown(beside)} is not there; "
            "name their folder with --solutions"
        )
    return open_course(public.exercises, solutions or beside)


def _table(proofs: list[Proof], seeds: int) -> str:
    bad = sum(bool(proof.faults) for proof in proofs)
    says = f"{bad} of {len(proofs)} problems do not hold" if bad else "all hold"
    return f"{proof_table(proofs)}\n{len(proofs)} problems, {seeds} seeds: {says}"


def _json(proofs: list[Proof], hunts: list[Hunt] | None) -> str:
    proved = proofs_json(proofs)
    holds = not any(proof.faults for proof in proofs)
    data: dict[str, object] = {"problems": proved, "holds": holds}
    if hunts is not None:
        by_slug = {found.slug: found for found in hunts}
        for row in proved:
            found = by_slug.get(str(row["slug"]))
            row["mutants"] = hunts_json([found]) if found else None
        data["mutants"] = hunts_json(hunts)
    return json.dumps(data, indent=2)
