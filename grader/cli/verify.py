"""`grader verify`: prove a pack and print one table."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import click

from grader.cli.options import exercises_option, open_course, solutions_option
from grader.errors import PackError, UsageError
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
@click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text")
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=lambda: os.cpu_count() or 1)
@click.option("--require-sandbox/--no-require-sandbox", default=False)
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    slugs: tuple[str, ...],
    exercises: Path | None,
    solutions: Path | None,
    seed: int,
    seeds: int,
    layout: str,
    jobs: int,
    require_sandbox: bool,  # noqa: FBT001 - click passes it by name
) -> int:
    """Prove problems: all of the pack, or those named.

    Solutions must pass everything, stubs must fail, and every known mistake must be caught by the
    secret cases and told apart from the others, on several seeds.
    """
    pack = open_course(exercises, solutions or _beside(exercises))
    faults = pack.check()
    if faults:
        raise PackError(faults)
    unknown = [slug for slug in slugs if slug not in pack.slugs]
    if unknown:
        raise UsageError(f"no problem {unknown[0]!r}; the problems are: {', '.join(pack.slugs)}")
    chosen = [slug for slug in pack.slugs if not slugs or slug in slugs]
    by_seed = []
    with Sandboxes() as sandboxes, ThreadPoolExecutor(max_workers=jobs) as pool:
        for number in range(seed, seed + seeds):
            session = Session(pack, sandboxes, number, require_sandbox=require_sandbox)
            session.prepare(chosen)
            by_seed.append(list(pool.map(partial(prove, session), chosen)))
    proofs = [union(proofs) for proofs in zip(*by_seed, strict=True)]
    click.echo(_json(proofs) if layout == "json" else _table(proofs, seeds))
    return 1 if any(proof.faults for proof in proofs) else 0


def _beside(exercises: Path | None) -> Path:
    """Return the solutions/ that lies beside the exercises."""
    folder = (exercises or Path("exercises")).parent / "solutions"
    if not folder.is_dir():
        raise UsageError("verify needs the solutions; name their folder with --solutions")
    return folder


def _table(proofs: list[Proof], seeds: int) -> str:
    width = max(len(proof.slug) for proof in proofs)
    lines = [f"{'problem':{width}}  solutions  mistakes  pairs  cases  holds"]
    for proof in proofs:
        holds = click.style("NO", fg="red") if proof.faults else click.style("yes", fg="green")
        counts = f"{proof.solutions:9}  {proof.mistakes:8}  {proof.doubles:5}  {proof.cases:5}"
        lines.append(f"{proof.slug:{width}}  {counts}  {holds}")
        lines += [f"    {fault}" for fault in proof.faults]
    bad = sum(bool(proof.faults) for proof in proofs)
    says = f"{bad} of {len(proofs)} problems do not hold" if bad else "all hold"
    return "\n".join([*lines, f"{len(proofs)} problems, {seeds} seeds: {says}"])


def _json(proofs: list[Proof]) -> str:
    rows = [
        {
            "slug": proof.slug,
            "solutions": proof.solutions,
            "mistakes": proof.mistakes,
            "pairs": proof.doubles,
            "cases": proof.cases,
            "faults": list(proof.faults),
        }
        for proof in proofs
    ]
    return json.dumps(
        {"problems": rows, "holds": not any(proof.faults for proof in proofs)}, indent=2
    )
