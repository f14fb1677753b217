"""A run as JUnit XML, for the test reports of CI systems: a suite a problem, a test a group.

JUnit has no points: they are properties, of each test and of each suite. A `failure` is the
student's, an `error` the grader's own, `skipped` is what was not attempted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from junitparser import (
    Attr,
    Element,
    Error,
    Failure,
    IntAttr,
    Properties,
    Property,
    Skipped,
    TestCase,
    TestSuite,
)
from junitparser.junitparser import etree  # type: ignore[attr-defined]

from grader.render.entries import Entry, Status, entries
from grader.report import Report
from grader.scoring import total

__all__ = ["Case", "document", "exact", "fill", "junit", "new_case", "new_suite", "xml_text"]

FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""
KINDS: Final = {"failed": Failure, "error": Error, "skipped": Skipped}


class Case(TestCase):
    """A test that says which line of which file it is about."""

    file = Attr()
    line = IntAttr()


def junit(report: Report) -> str:
    """Return the run as a whole XML document."""
    grouped = groupby(entries(report), key=lambda entry: entry.problem)
    return "".join(document(_suite(problem, tuple(members)) for problem, members in grouped))


def document(suites: Iterable[TestSuite]) -> Iterable[str]:
    """Yield the suites as one XML document, each as it comes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    for suite in suites:
        suite.update_statistics()
        etree.indent(suite._elem)  # noqa: SLF001 - lxml's or the library's, as the parser has it
        yield suite.tostring().decode() + "\n"
    yield "</testsuites>\n"


def xml_text(text: str) -> str:
    """Return the text without the characters that XML forbids."""
    return FORBIDDEN.sub("", text)


def new_suite(name: str, values: dict[str, str]) -> TestSuite:
    """Return an empty suite with properties."""
    suite = TestSuite(xml_text(name))
    for key, value in values.items():
        suite.add_property(key, xml_text(value))
    return suite


def new_case(name: str, classname: str, values: dict[str, str]) -> Case:
    """Return a test with properties, passed as long as nothing is filled in."""
    case = Case(xml_text(name), xml_text(classname))
    held = Properties()
    for key, value in values.items():
        held.add_property(Property(key, xml_text(value)))
    _append(case, held)
    return case


def fill(case: Case, status: Status, message: str, kind: str, detail: str = "") -> None:
    """Say why the test did not pass, where it did not."""
    if status == "passed":
        return
    reason = KINDS[status](xml_text(message) or kind, kind)
    if detail and detail != message:
        reason.text = xml_text(detail)
    _append(case, reason)


def exact(points: float) -> str:
    """Return points with all their digits: a sum of them is what the report says."""
    return repr(round(points, 12))


def _append(parent: Element, child: Element) -> None:
    parent.append(child)


def _suite(problem: str, members: Sequence[Entry]) -> TestSuite:
    score = total(entry.points for entry in members)
    most = total(entry.max_points for entry in members)
    suite = new_suite(problem, {"score": exact(score), "max_score": exact(most)})
    for entry in members:
        _append(suite, _case(entry))
    return suite


def _case(entry: Entry) -> Case:
    values = {
        "score": exact(entry.points),
        "max_score": exact(entry.max_points),
        "verdict": str(entry.verdict),
        "cases": f"{entry.passed}/{entry.total}",
    }
    case = new_case(entry.name, entry.problem, values)
    case.time = round(entry.seconds, 3)
    case.file = xml_text(entry.file)
    if entry.line is not None:
        case.line = entry.line
    fill(case, entry.status, entry.says, str(entry.verdict), entry.detail)
    return case
