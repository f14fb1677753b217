"""`grader schema`: the JSON Schema of the pack format and of a class report, for other tools."""

from __future__ import annotations

import json
from typing import Any, Final, Literal

import click

__all__ = ["command"]

Kind = Literal["problem", "secret", "course", "survivors", "class"]
KINDS: Final[tuple[Kind, ...]] = ("problem", "secret", "course", "survivors", "class")


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), default="problem")
def command(kind: Kind) -> int:
    """Print the JSON Schema of a YAML file of a pack, or of `grader report --format json`."""
    click.echo(json.dumps(_schema(kind), indent=2))
    return 0


def _schema(kind: Kind) -> dict[str, Any]:
    if kind == "class":
        from grader.render.gradebook.document import class_schema

        return class_schema()
    from grader.schema import schema

    return schema(kind)
