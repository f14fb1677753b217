"""`grader schema`: the JSON Schema of the pack format, for editors and other tools."""

from __future__ import annotations

import json
from typing import Literal

import click

__all__ = ["command"]


@click.command("schema")
@click.argument(
    "kind", type=click.Choice(["problem", "secret", "course", "survivors"]), default="problem"
)
def command(kind: Literal["problem", "secret", "course", "survivors"]) -> int:
    """Print the JSON Schema of problem.yaml, secret.yaml, course.yaml or survivors.yaml."""
    from grader.schema import schema

    click.echo(json.dumps(schema(kind), indent=2))
    return 0
