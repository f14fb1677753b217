"""The submitters that Gradescope's export lists in submission_metadata.yml.

    submission_123456:
      :submitters:
      - :name: Anna Alt
        :sid: '1001'
        :email: anna@example.edu
      :created_at: ...

Read line by line, not as YAML: the file is written by one program in one form, it holds all results
of all attempts, and Ruby's tags in it (`!ruby/object:BigDecimal`) are no data of ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from grader.clean import clean
from grader.student import Student

__all__ = ["submitters"]

FOLDER: Final = re.compile(r"(submission_\d+):\s*")
LIST: Final = re.compile(r"\s+:submitters:\s*")
FIELD: Final = re.compile(r"\s+(-\s+)?:(\w+):(?:\s+(.*?))?\s*")
KEY: Final = re.compile(r"  :\w+:")
MAX_VALUE: Final = 200


def submitters(metadata: bytes) -> dict[str, tuple[Student, ...]]:
    """Return the students of each submission folder; a group has several."""
    found: dict[str, list[dict[str, str]]] = {}
    folder, listing = "", False
    for line in metadata.decode("utf-8-sig", "replace").splitlines():
        if top := FOLDER.fullmatch(line):
            folder, listing = top[1], False
        elif LIST.fullmatch(line):
            listing = bool(folder)
        elif KEY.match(line):
            listing = False
        elif listing and (entry := FIELD.fullmatch(line)):
            people = found.setdefault(folder, [])
            if entry[1] or not people:
                people.append({})
            people[-1][entry[2]] = _scalar(entry[3] or "")
    return {folder: tuple(_students(people)) for folder, people in found.items()}


def _students(people: list[dict[str, str]]) -> Iterator[Student]:
    for person in people:
        sid, email, name = (person.get(key, "") for key in ("sid", "email", "name"))
        if sid or email or name:
            yield Student(sid or email or name, name, email)


def _scalar(text: str) -> str:
    """Return what a scalar says, whichever quotes it stands in."""
    if text[:1] == "'" and text[-1:] == "'":
        text = text[1:-1].replace("''", "'")
    elif text[:1] == '"' and text[-1:] == '"':
        try:
            text = str(json.loads(text))
        except ValueError:  # an escape of YAML's own
            text = text[1:-1]
    return "" if text in {"~", "null"} else clean(text, MAX_VALUE)
