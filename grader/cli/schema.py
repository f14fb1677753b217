"""`grader schema`: the JSON Schema of the pack format, for editors and other tools."""

from __future__ import annotations

import json
from typing import Literal

import click

__all__ = ["command"]


@click.command("schema")
@click.argument("kind", type=click.Choice(["problem", "secret", "course"]), default="problem")
def command(kind: Literal["problem", "secret", "course"]) -> int:
    """Print the JSON Schema of problem.yaml, secret.yaml or course.yaml."""
    from grader.schema import schema

    click.echo(json.dumps(schema(kind), indent=2))
    return 0
