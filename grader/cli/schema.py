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
@click.option("--page", is_flag=True, help="Print every key of a pack's files as Markdown instead.")
def command(kind: Kind, page: bool) -> int:  # noqa: FBT001 - click passes it by name
    """Print the JSON Schema of a YAML file of a pack, or of `grader report --format json`."""
    if page:
        from grader.render.schema_page import schema_page
        from grader.schema import KIND_NAMES, schema

        click.echo(schema_page(map(schema, KIND_NAMES)), nl=False)
        return 0
    click.echo(json.dumps(_schema(kind), indent=2))
    return 0


def _schema(kind: Kind) -> dict[str, Any]:
    if kind == "class":
        from grader.render.gradebook.document import class_schema

        return class_schema()
    from grader.schema import schema

    return schema(kind)
