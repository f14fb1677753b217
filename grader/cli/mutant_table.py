"""What `grader verify --mutants` prints: a row a problem, every survivor with its change, JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from grader.mutants import Hunt, Survivor, kill_rate

__all__ = ["header", "hunts_json", "rows", "summary"]


def header(width: int) -> str:
    """Return the head of the table, whose first column is so wide."""
    return f"{'mutants of':{width}}  made  equivalent  killed  argued  survived      rate"


def rows(hunt: Hunt, width: int) -> Iterator[str]:
    """Yield the lines on one problem: its counts, then its faults and survivors one by one."""
    counts = (
        f"{hunt.made:4}  {hunt.equivalent:10}  {hunt.killed:6}  {len(hunt.argued):6}  "
        f"{len(hunt.survived):8}"
    )
    yield f"{hunt.slug:{width}}  {counts}  {kill_rate([hunt]):7.2f}%"
    yield from (f"    {fault}" for fault in hunt.faults)
    for survivor in hunt.survived:
        yield from _survivor(hunt.slug, survivor)


def summary(hunts: Sequence[Hunt], least: float) -> str:
    """Return the last line: what was killed in all, and whether that is enough."""
    made = sum(hunt.made for hunt in hunts)
    killed = sum(hunt.killed for hunt in hunts)
    argued = sum(len(hunt.argued) for hunt in hunts)
    survived = sum(len(hunt.survived) for hunt in hunts)
    rate = kill_rate(hunts)
    says = click.style("enough", fg="green")
    if rate < least:
        says = click.style(f"under the {least:g} % asked for", fg="red")
    return (
        f"{made} mutants: {killed} killed, {argued} argued, {survived} survived; "
        f"{rate:.2f} % killed: {says}"
    )


def hunts_json(hunts: Sequence[Hunt]) -> dict[str, Any]:
    """Return the counts of some hunts together, and every survivor."""
    return {
        "made": sum(hunt.made for hunt in hunts),
        "equivalent": sum(hunt.equivalent for hunt in hunts),
        "killed": sum(hunt.killed for hunt in hunts),
        "argued": [_json(hunt.slug, each) for hunt in hunts for each in hunt.argued],
        "survived": [_json(hunt.slug, each) for hunt in hunts for each in hunt.survived],
        "faults": [fault for hunt in hunts for fault in hunt.faults],
        "rate": round(kill_rate(hunts), 3),
    }


def _survivor(slug: str, survivor: Survivor) -> Iterator[str]:
    mutant = survivor.mutant
    yield f"    {mutant.name}  ({mutant.operator}, line {mutant.line})"
    yield from (f"        {line}" for line in mutant.diff.splitlines()[2:])
    yield f"      would kill it: {survivor.advice}"
    if survivor.seed is None:
        yield (
            "      no further draw told it from the solution; if no case can, say why in "
            f"solutions/{slug}/survivors.yaml"
        )
    else:
        yield (
            f"      seed {survivor.seed} with more repeats kills it in group '{survivor.group}': "
            "raise 'repeat', or write that case down"
        )


def _json(slug: str, survivor: Survivor) -> dict[str, Any]:
    mutant = survivor.mutant
    return {
        "mutant": mutant.name,
        "slug": slug,
        "operator": mutant.operator,
        "line": mutant.line,
        "diff": mutant.diff,
        "advice": survivor.advice,
        "killed_by_seed": survivor.seed,
        "why": survivor.why,
    }
