"""What the programs that read our reports do with them, as small readers of their own.

Each follows its consumer's rules and none of our code: it fails where the consumer would refuse or
misread a file, and returns the total that the consumer would show, or None where it shows none.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import math
import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from markdown_it import MarkdownIt

__all__ = [
    "READERS",
    "Command",
    "canvas",
    "check50",
    "classroom",
    "commands",
    "gradescope",
    "junit",
    "markdown",
    "moodle",
    "prairielearn",
    "spreadsheet",
    "tables",
]

MEBIBYTE = 1024 * 1024
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
JUNIT = {
    "testsuites": set(),
    "testsuite": {
        *("name", "tests", "failures", "errors", "skipped", "time", "timestamp"),
    },
    "testcase": {"classname", "name", "time", "file", "line"},
    "properties": set(),
    "property": {"name", "value"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message", "type"},
    "system-out": set(),
}
GRADESCOPE = {
    *("score", "execution_time", "output", "output_format", "test_output_format"),
    *("test_name_format", "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard"),
}
GRADESCOPE_TEST = {
    *("score", "max_score", "status", "name", "name_format", "number", "output"),
    *("output_format", "tags", "visibility", "extra_data"),
}
GRADESCOPE_FORMATS = {"text", "html", "simple_format", "md", "ansi"}
VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}


def gradescope(text: str) -> float | None:
    """Return what a student is shown: nothing where any test is hidden, or where no score is."""
    results = json.loads(text)
    assert set(results) <= GRADESCOPE
    for name in ("output_format", "test_output_format", "test_name_format"):
        assert results.get(name, "text") in GRADESCOPE_FORMATS
    assert {results.get(name, "visible") for name in ("visibility", "stdout_visibility")} <= (
        VISIBILITIES
    )
    for test in results["tests"]:
        assert set(test) <= GRADESCOPE_TEST
        assert test.get("status", "passed") in {"passed", "failed"}
        assert test["visibility"] in VISIBILITIES
        assert isinstance(test["name"], str)
        assert isinstance(test["output"], str)
        assert ("score" in test) == ("max_score" in test)
    if any(test["visibility"] != "visible" for test in results["tests"]):
        return None
    if "score" in results:
        return float(results["score"])
    scores = [test["score"] for test in results["tests"] if "score" in test]
    return math.fsum(scores) if scores else None


def prairielearn(text: str, out_of: float = 50.0) -> float | None:
    """Return the score in points; the detailed view must be on, with points that add up to it."""
    assert len(text.encode()) <= MEBIBYTE
    results = json.loads(text)
    assert set(results) <= {
        *("score", "gradable", "format_errors", "message", "output", "images", "tests"),
    }
    if not results.get("gradable", True):
        assert results["format_errors"]
        assert "score" not in results
        return None
    assert 0 <= results["score"] <= 1
    for test in results["tests"]:
        assert set(test) <= {
            *("name", "description", "points", "max_points", "message", "output", "images"),
        }
        assert "points" in test, "one test without turns the detailed view off"
    points = math.fsum(test["points"] for test in results["tests"])
    most = math.fsum(test["max_points"] for test in results["tests"])
    assert math.isclose(points / most, results["score"])
    return float(results["score"]) * out_of


@dataclass(frozen=True)
class Classroom:
    """What the reporter prints, and what it sends; None where it sends nothing."""

    printed: float
    percent: float
    sent: float | None
    status: str


def classroom(text: str) -> Classroom:
    """Return what the grading reporter makes of one step's result."""
    encoded = text.removesuffix("\n")
    assert len(encoded) < 128 * 1024 - 200, "an environment variable holds no more"
    results = json.loads(base64.b64decode(encoded, validate=True))
    assert results["version"] == 1
    assert results["status"] in {"pass", "fail", "error"}
    tests, most = results["tests"], results["max_score"]
    for test in tests:
        assert set(test) == {
            *("name", "status", "score", "message"),
            *("test_code", "filename", "line_no", "duration"),
        }
        assert test["status"] in {"pass", "fail", "error"}
        for said in (test["name"], test["message"]):  # the reporter prints both into the log
            assert not re.search(r"(?m)^\s*::", said)
            assert said == " ".join(said.split())
    passed = sum(test["status"] == "pass" for test in tests)
    assert tests, "0 / 0 is NaN"
    printed = passed / len(tests) * (most or 1)
    weight = round(most / most * 100) if most else 0
    percent = (printed or 0) / (most or 1) * weight
    sent = sum(test["score"] for test in tests) if most else None
    return Classroom(printed, percent, sent, results["status"])


@dataclass(frozen=True)
class Command:
    """A workflow command as the runner reads it."""

    name: str
    properties: dict[str, str]
    message: str


def commands(text: str) -> list[Command]:
    """Return the commands of a log; every line has to be one."""
    found = []
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*(?:%3A[^:]*)*)::(.*)", line)
        assert match is not None, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        assert set(properties) <= {"file", "line", "col", "endLine", "endColumn", "title"}
        values = {name: _unescaped(value, ":", ",") for name, value in properties.items()}
        found.append(Command(match[1], values, _unescaped(match[3])))
    assert len(found) <= 10
    return found


def _unescaped(text: str, *more: str) -> str:
    for character in ("\r", "\n", *more):
        text = text.replace(f"%{ord(character):02X}", character)
    return text.replace("%25", "%")


def github(text: str) -> float | None:
    """Return the score in the last annotation."""
    found = re.search(r"score ([\d.]+) of", commands(text)[-1].message)
    return float(found[1]) if found else None


def check50(text: str) -> float | None:
    """Return the sum of our points in `data`; check50 itself only counts."""
    content = json.loads(text)
    assert set(content) == {"slug", "version", "results"}
    assert len({result["name"] for result in content["results"]}) == len(content["results"])
    for result in content["results"]:
        assert set(result) == {
            *("name", "description", "passed", "log", "cause", "data", "dependency"),
        }
        assert result["passed"] in (True, False, None)
        assert (result["cause"] is None) == (result["passed"] is True)
        assert set(result["cause"] or {}) <= {"rationale", "help", "expected", "actual", "error"}
        error = (result["cause"] or {}).get("error", {})
        assert not error or set(error) == {"type", "value", "traceback", "data"}
    if any("error" in (result["cause"] or {}) for result in content["results"]):
        return None
    return math.fsum(result["data"]["points"] for result in content["results"])


def junit(text: str) -> float | None:
    """Return the sum of the tests' scores, which has to be that of the suites'; None with errors.

    The parser refuses what XML forbids; elements, attributes and counts are checked here.
    """
    root = ET.fromstring(text.encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) <= JUNIT[element.tag], element.attrib
    of_tests, of_suites = [], []
    for suite in root:
        cases = suite.findall("testcase")
        names = [(case.get("classname"), case.get("name")) for case in cases]
        assert len(set(names)) == len(names)
        assert int(suite.attrib["tests"]) == len(cases)
        for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            found = [case for case in cases if case.find(tag) is not None]
            assert int(suite.attrib[count]) == len(found)
        assert all(len(set(case).intersection(case.findall("*[@message]"))) < 2 for case in cases)
        of_suites += _scores(suite)
        for case in cases:
            of_tests += _scores(case)
    if root.find(".//error") is not None:
        return None
    assert math.isclose(math.fsum(of_tests), math.fsum(of_suites), abs_tol=1e-9)
    return math.fsum(of_tests)


def _scores(element: ET.Element) -> list[float]:
    held = element.findall("properties/property[@name='score']")
    return [float(one.attrib["value"]) for one in held]


def markdown(text: str) -> float | None:
    """Return the total in bold; every table has to have as many cells in each row as its head."""
    assert len(text.encode()) <= MEBIBYTE
    for table in tables(text):
        assert len({len(row) for row in table}) == 1
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [child.type for token in tokens for child in token.children or ()]
    assert "html_block" not in [token.type for token in tokens]
    assert not {"html_inline", "link_open", "image"}.intersection(inline)
    found = re.search(r"(?m)^\*\*([\d.]+) of ([\d.]+) points\*\*$", text)
    return float(found[1]) if found else None


def tables(text: str) -> list[list[list[str]]]:
    """Return every table as rows of cells, as GitHub's Markdown reads them."""
    found: list[list[list[str]]] = []
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("td_open", "th_open"):
            shown = tokens[at + 1].children or []
            assert not any(child.type == "html_inline" for child in shown)
            found[-1][-1].append("".join(child.content for child in shown))
    return found


def spreadsheet(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file; no cell may be a formula, in whatever way it is read."""
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    for row in rows:
        assert None not in row, "more cells than columns"
        assert None not in row.values(), "fewer cells than columns"
        for cell in row.values():
            for part in (cell, *cell.split(";")):
                start = part.strip(" \u00a0")
                assert not start.startswith(FORMULA) or _is_number(start) or start == "-", cell
            assert "\n" not in cell
            assert cell.isprintable() or re.search("[\u200c\u200d]", cell), repr(cell)
    return rows


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


@dataclass(frozen=True)
class Imported:
    """What Canvas makes of a file: points possible by title, grades by student and title."""

    possible: dict[str, float]
    ids: dict[str, str | None]
    grades: dict[str, dict[str, float | str | None]]


def canvas(text: str) -> Imported:
    """Return what the gradebook importer of Canvas reads."""
    spreadsheet(text)
    header, *rows = list(csv.reader(io.StringIO(text)))
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert re.search(r"SIS\s+User\s+ID", header[2])
    assert re.search(r"SIS\s+Login\s+ID", header[3])
    assert "Section" in header[4], "the last column of information"
    titles = header[5:]
    assert len(set(titles)) == len(titles), "of two columns with one name it reads the first twice"
    dropped = re.compile("(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
    assert not any(dropped.search(title) for title in titles)
    possible = dict.fromkeys(titles, 0.0)
    grades: dict[str, dict[str, float | str | None]] = {}
    for row in rows:
        cells = dict(zip(titles, row[5:], strict=True))
        if "Points Possible" in row[0]:
            possible = {title: float(cell) for title, cell in cells.items()}
            continue
        grades[row[1] or row[2] or row[3] or row[0]] = {
            title: _canvas_grade(cell) for title, cell in cells.items()
        }
    return Imported(possible, {title: _assignment(title) for title in titles}, grades)


def _canvas_grade(cell: str) -> float | str | None:
    if not cell or cell.upper() == "EX":
        return cell.upper() or None
    assert re.fullmatch(r"\d+\.\d\d", cell), cell
    return float(cell)


def _assignment(title: str) -> str | None:
    found = re.fullmatch(r"(.*)\s\((\d+)\)", title)
    return found[2] if found else None


def moodle(text: str) -> dict[str, dict[str, float | str | None]]:
    """Return grades and feedback by user as Moodle's import from CSV makes them.

    One grade over 100 refuses the file, and so does one user that is not there. To a row without
    a user go the grades of the user above: there may be none.
    """
    rows = spreadsheet(text)
    found: dict[str, dict[str, float | str | None]] = {}
    for row in rows:
        user, name, *columns = row
        assert name == "Name"
        assert row[user], "its grades would go to the student above"
        grades: dict[str, float | str | None] = {}
        for title in columns:
            cell = row[title].strip()
            if title.endswith(" (feedback)"):
                grades[title] = cell
            elif cell == "-":
                grades[title] = None
            else:
                assert 0 <= float(cell) <= 100
                grades[title] = float(cell)
        found[row[user]] = grades
    return found


def text(report: str) -> float | None:
    """Return the score in the closing lines."""
    found = re.search(r"(?m)^score ([\d.]+) of", report)
    return float(found[1]) if found else None


def page(report: str) -> float | None:
    """Return the score at the top of the page."""
    found = re.search(r'<p class="score"><strong>([\d.]+)</strong>', report)
    return float(found[1]) if found else None


def plain_json(report: str) -> float | None:
    """Return the score as JSON has it."""
    content: dict[str, Any] = json.loads(report)
    return float(content["score"])


def _classroom_total(report: str) -> float | None:
    read = classroom(report)
    if read.sent is not None:
        assert math.isclose(read.printed, read.sent, abs_tol=0.01)
    return read.sent


READERS = {
    "text": text,
    "json": plain_json,
    "html": page,
    "junit": junit,
    "markdown": markdown,
    "gradescope": gradescope,
    "prairielearn": prairielearn,
    "github": github,
    "github-classroom": _classroom_total,
    "check50": check50,
}
"""Format of a run -> the total that its consumer reads; None where it reads none."""
