"""What `grader verify` prints: a row a problem, every fault below it, JSON."""

from __future__ import annotations

from collections.abc import Sequence

import click

from grader.verify import Proof

__all__ = ["proof_table", "proofs_json"]


def proof_table(proofs: Sequence[Proof]) -> str:
    """Return a head, a row for each problem, and its faults."""
    width = max(len(proof.slug) for proof in proofs)
    lines = [f"{'problem':{width}}  solutions  mistakes  pairs  cases  holds"]
    for proof in proofs:
        holds = click.style("NO", fg="red") if proof.faults else click.style("yes", fg="green")
        counts = f"{proof.solutions:9}  {proof.mistakes:8}  {proof.doubles:5}  {proof.cases:5}"
        lines.append(f"{proof.slug:{width}}  {counts}  {holds}")
        lines += [f"    {fault}" for fault in proof.faults]
    return "\n".join(lines)


def proofs_json(proofs: Sequence[Proof]) -> list[dict[str, object]]:
    """Return a mapping for each problem."""
    return [
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
