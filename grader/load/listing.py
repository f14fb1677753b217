"""course.yaml with one more problem: text is inserted, and every other character stays.

Where the slug goes is read off the parsed file, and the outcome is parsed again: a file whose form
does not allow a plain insertion is left to its author.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import yaml

from grader.errors import PackError
from grader.load.layout import read_course
from grader.load.yaml_tree import Document, read_document
from grader.problem import Course

__all__ = ["list_problem"]


def list_problem(path: Path, slug: str) -> str | None:
    """Add a problem to the last unit of course.yaml; return that unit's title.

    None says that nothing was changed, since the slug could not be put there safely.
    """
    course, faults = read_course(path.parent)
    if course is None or faults:
        raise PackError(faults)
    text = path.read_bytes().decode("utf-8")
    changed = _inserted(read_document(path, path), text, slug)
    if changed is None:
        return None
    return course.units[-1].title if _replaced(path, changed, course, slug) else None


def _inserted(document: Document, text: str, slug: str) -> str | None:
    """Return the text with the slug behind the last one, in a list of either style."""
    items = _last_problems(document.root)
    if items is None:
        return None
    last = items.value[-1]
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)
    number, column = last.end_mark.line, last.end_mark.column
    if items.flow_style:
        lines[number] = f"{lines[number][:column]}, {slug}{lines[number][column:]}"
        return "".join(lines)
    dash = lines[number][: last.start_mark.column]
    if dash.strip() != "-":
        return None
    ending = re.search(r"[\r\n]*\Z", lines[number])
    newline = (ending[0] if ending else "") or "\n"
    lines[number] = lines[number].rstrip("\r\n") + newline + dash + slug + newline
    return "".join(lines)


def _last_problems(root: yaml.Node) -> yaml.SequenceNode | None:
    """Return the list of problems of the last unit."""
    units = _entry(root, "units")
    if not isinstance(units, yaml.SequenceNode) or not units.value:
        return None
    problems = _entry(units.value[-1], "problems")
    return problems if isinstance(problems, yaml.SequenceNode) and problems.value else None


def _entry(node: yaml.Node, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _replaced(path: Path, text: str, before: Course, slug: str) -> bool:
    """Put a text in the place of course.yaml if it means the same and one problem more."""
    target = path.resolve()  # of a link, the file it leads to
    folder = target.parent / f".course.{os.getpid()}"
    folder.mkdir()
    temporary = folder / path.name
    try:
        temporary.write_bytes(text.encode())
        course, faults = read_course(folder)
        if course is None or faults or not _is_one_more(course, before, slug):
            return False
        temporary.chmod(target.stat().st_mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
        folder.rmdir()
    return True


def _is_one_more(course: Course, before: Course, slug: str) -> bool:
    *units, last = before.units
    *others, longer = course.units
    same = others == units and course.title == before.title and course.defaults == before.defaults
    return same and longer.title == last.title and longer.problems == [*last.problems, slug]
