"""An explained judgement as text for an instructor, and as JSON."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from itertools import groupby

from click import style
from msgspec.structs import asdict

from grader.clean import clean
from grader.explain import CaseSeen, Explanation, MistakeSeen
from grader.load import Pack
from grader.outcome import Outcome, Raised, Returned
from grader.render.grid import value_text
from grader.render.json_report import plain_value
from grader.render.text import points_text, problem_text
from grader.verdict import Verdict

__all__ = ["as_json", "as_text"]

FOR_INSTRUCTORS = "For instructors alone: secret cases are shown with their answers."


def as_text(found: Explanation, pack: Pack, width: int) -> Iterator[str]:
    """Yield the lines of an explanation."""
    kept = found.kept
    yield style(FOR_INSTRUCTORS, bold=True)
    yield ""
    name = f" ({clean(kept.student.name)})" if kept.student.name else ""
    yield f"{clean(kept.student.id)}{name}, {clean(kept.submission.label)}"
    yield from problem_text(found.result, width).splitlines()
    yield ""
    yield from _agreement(found)
    yield ""
    yield from _groups(found)
    yield from _mistakes(found.mistakes)
    yield from _grounds(found)
    yield ""
    file = f"{kept.submission.slug}.py"
    yield f"to judge it by hand (with --save {file} the submission is written there):"
    yield f"  {_command(found, pack)}"


def as_json(found: Explanation) -> str:
    """Return an explanation as indented JSON text, ending in a newline."""
    kept = found.kept
    content = {
        "student": asdict(kept.student),
        "submission": kept.submission.label,
        "source": kept.submission.source.decode("utf-8", "backslashreplace"),
        "problem": kept.submission.slug,
        "agrees": found.agrees,
        "changed": found.changed,
        "kept": _held(found),
        "now": {"verdict": found.result.verdict.value, "score": found.result.score}
        | {"digest": found.digest, "grounds": asdict(found.grounds), "seconds": found.seconds},
        "max_score": found.result.max_score,
        "cases": [_case_json(case) for case in found.cases],
        "mistakes": [asdict(mistake) for mistake in found.mistakes],
    }
    return json.dumps(content, indent=2) + "\n"  # in ASCII: a source may hold any character


def _held(found: Explanation) -> dict[str, object]:
    kept = found.kept
    held: dict[str, object] = {
        "digest": kept.digest,
        "grounds": asdict(kept.grounds),
        "judged": kept.judged,
        "seconds": kept.seconds,
    }
    if kept.result is not None:
        held |= {"verdict": kept.result.verdict.value, "score": kept.result.score}
    return held


def _agreement(found: Explanation) -> Iterator[str]:
    kept, again = found.kept.result, found.result
    if kept is None:
        yield f"the kept result is in the form of grader {found.kept.grounds.grader}: not compared"
    elif found.agrees:
        yield style("judged again: the same result as in the gradebook", fg="green")
    else:
        yield style("judged again: not the result in the gradebook", fg="red")
        before, after = (f"{one.verdict}, {points_text(one.score)}" for one in (kept, again))
        same = before == after
        yield f"  {before} both times; what it says differs" if same else f"  {before} -> {after}"
    for change in found.changed:
        yield f"  since then: {change}"
    if found.agrees is False and not found.changed:
        yield "  nothing that it rests on is another: does the submission depend on time or chance?"


def _groups(found: Explanation) -> Iterator[str]:
    cases = groupby(found.cases, key=lambda case: (case.group, case.secret))
    for (name, secret), members in cases:
        yield style(f"{'secret' if secret else 'public'} group: {name}", bold=True)
        for number, case in enumerate(members, start=1):
            yield from _case(case, number)
        yield ""


def _case(case: CaseSeen, number: int) -> Iterator[str]:
    colour = "green" if case.verdict is Verdict.ACCEPTED else "red"
    verdict = style(str(case.verdict), fg=colour)
    yield f"  case {number}: {verdict}, {1000 * case.seconds:.1f} ms"
    yield from _indented(case.call.strip(), 4)
    for name, value in case.inputs.items():
        yield from _labelled(f"{name} = ", value_text(value), 6)
    yield from _labelled("expected  ", value_text(case.expected), 4)
    yield from _labelled("got       ", _outcome(case.outcome), 4)
    if case.departs:
        yield f"    {case.departs}"
    if case.printed:
        yield from _labelled("printed   ", case.printed, 4)


def _outcome(outcome: Outcome | None) -> str:
    """Return what happened to a call; what a student wrote is made safe to show."""
    match outcome:
        case None:
            return "(not called)"
        case Returned(value):
            return "\n".join(clean(line) for line in value_text(value).splitlines()) or "''"
        case Raised():
            lines = ", ".join(str(frame.line) for frame in outcome.frames)
            where = f", line {lines}" if lines else ""
            return f"{clean(outcome.type_name)}: {clean(outcome.message)}{where}"
        case _:
            parts = ", ".join(f"{name} {value}" for name, value in asdict(outcome).items())
            return clean(f"({type(outcome).__name__}: {parts})")


def _mistakes(mistakes: tuple[MistakeSeen, ...]) -> Iterator[str]:
    if not mistakes:
        return
    fitting = sum(one.fits for one in mistakes)
    says = {0: "none fits", 1: "one fits, so it is named"}.get(fitting, "several fit")
    yield style(f"known mistakes, by how many cases come out the same: {says}", bold=True)
    for one in mistakes:
        mark = "*" if one.fits else " "
        yield f"  {mark} {one.agrees:3} of {one.cases}  {one.name}"
    yield ""


def _grounds(found: Explanation) -> Iterator[str]:
    kept, now = asdict(found.kept.grounds), asdict(found.grounds)
    width = max(map(len, kept))
    yield style("what it rests on", bold=True)
    for name, before in kept.items():
        after = "" if now[name] == before else f"  now {now[name]}"
        yield f"  {name:{width}}  {before}{after}"
    yield f"  {'digest':{width}}  {found.kept.digest}"
    yield f"  {'judged':{width}}  {found.kept.judged}, in {found.kept.seconds:.3f} s"


def _command(found: Explanation, pack: Pack) -> str:
    words = ["grader", "run", f"{found.kept.submission.slug}.py"]
    words += ["--seed", str(found.kept.grounds.seed), "--exercises", str(pack.exercises)]
    if pack.solutions is not None:
        words += ["--solutions", str(pack.solutions)]
    return shlex.join(words)


def _labelled(label: str, text: str, depth: int) -> Iterator[str]:
    head, *rest = text.splitlines() or [""]
    yield " " * depth + label + head
    for line in rest:
        yield " " * (depth + len(label)) + line


def _indented(text: str, depth: int) -> Iterator[str]:
    for line in text.splitlines():
        yield " " * depth + line


def _case_json(case: CaseSeen) -> dict[str, object]:
    outcome = case.outcome
    return {
        "group": case.group,
        "secret": case.secret,
        "verdict": case.verdict.value,
        "call": case.call,
        "inputs": {name: plain_value(value) for name, value in case.inputs.items()},
        "expected": plain_value(case.expected),
        "outcome": "not called" if outcome is None else type(outcome).__name__.lower(),
        "got": plain_value(outcome.value) if isinstance(outcome, Returned) else None,
        "says": case.departs if isinstance(outcome, Returned) else _outcome(outcome),
        "printed": case.printed,
        "seconds": case.seconds,
    }
