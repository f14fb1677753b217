"""The report as JSON, with the keys that other tools rely on."""

from __future__ import annotations

import math
from typing import Any

import msgspec

from grader.render.grid import value_text
from grader.render.sentence import counterexample_sentence
from grader.report import CaseResult, Failure, GroupResult, ProblemResult, Report, Tally
from grader.values import Array, Mapping, Opaque, Sequence, Value, array_of, room_of

__all__ = ["json_report", "plain_value"]


def json_report(report: Report) -> str:
    """Return the report as indented JSON text, ending in a newline."""
    content = {
        "problems": [_problem(problem) for problem in report.problems],
        "score": report.score,
        "max_score": report.max_score,
        "isolation": report.isolation,
        "notes": list(report.notes),
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"


def _problem(problem: ProblemResult) -> dict[str, Any]:
    mistake = problem.mistake
    places = {str(line): cell for line, cell in problem.places.items()}
    return {
        "slug": problem.slug,
        "title": problem.title,
        "submission": problem.label,
        "verdict": problem.verdict.value,
        "score": problem.score,
        "max_score": problem.max_score,
        "public": _tally(problem.public),
        "secret": None if problem.secret is None else _tally(problem.secret),
        "mistake": None if mistake is None else {"name": mistake.name, "says": mistake.says},
        "possible": [{"name": one.name, "says": one.says} for one in problem.possible],
        "message": _sentence(problem.failure.says, problem.failure.fix)
        if problem.failure
        else None,
        "groups": [_group(group) for group in problem.groups],
        **({"places": places} if places else {}),  # of lines in a notebook's cells
    }


def _group(group: GroupResult) -> dict[str, Any]:
    return {
        "name": group.name,
        "secret": group.secret,
        "verdict": group.verdict.value,
        "points": group.points,
        "max_points": group.max_points,
        "passed": group.passed,
        "total": len(group.cases),
        "hint": group.hint or None,
        "cases": [_case(case) for case in group.cases],
    }


def _case(case: CaseResult) -> dict[str, Any]:
    content: dict[str, Any] = {"verdict": case.verdict.value}
    if case.failure is not None:
        content |= _failure(case.failure)
    smaller = case.counterexample
    if smaller is not None:
        says = counterexample_sentence(smaller)
        content["counterexample"] = {"says": says, **_failure(smaller.failure)}
    return content


def _failure(failure: Failure) -> dict[str, Any]:
    content: dict[str, Any] = {"message": _sentence(failure.says, failure.fix) or None}
    content["lines"] = [frame.line for frame in failure.frames]
    if failure.part or failure.parts_right:
        content["part"] = failure.part or None
        content["parts_right"] = list(failure.parts_right)
    shown = failure.shown
    if shown is not None:
        content["call"] = shown.call
        content["inputs"] = {name: plain_value(value) for name, value in shown.inputs.items()}
        content["expected"] = plain_value(shown.expected)
        content["got"] = plain_value(shown.got) if shown.returned else None
        content["printed"] = shown.printed
    return content


def _tally(tally: Tally) -> dict[str, int]:
    return {"passed": tally.passed, "total": tally.total}


def _sentence(says: str, fix: str) -> str:
    return f"{says}; {fix}" if says and fix else says or fix


def plain_value(value: Value) -> object:
    """Return a value as JSON has it; NaN and infinities as text, large arrays as their shape."""
    match value:
        case Array():
            small = room_of(value.shape) <= 1000
            return _finite(array_of(value).tolist()) if small else value_text(value)
        case Sequence():
            return [plain_value(item) for item in value.items]
        case Mapping():
            return {name: plain_value(item) for name, item in value.items.items()}
        case Opaque():
            return f"<{value.type_name}>"
        case _:
            return _finite(value)


def _finite(thing: object) -> object:
    if isinstance(thing, list):
        return [_finite(item) for item in thing]
    if isinstance(thing, complex) or (isinstance(thing, float) and not math.isfinite(thing)):
        return str(thing)
    return thing
