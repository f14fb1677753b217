"""Reports to render: exercises judged here and now, without a sandbox and without torch."""

from __future__ import annotations

from pathlib import Path

from grader.answers import AnswerKey, KnownMistake
from grader.cases import Case, draw_cases
from grader.execute import Execution
from grader.judging.judgement import judgement
from grader.load import open_pack
from grader.outcome import Outcome, Raised, Returned
from grader.problem import Problem
from grader.report import ProblemResult, Report
from grader.submission import Submission
from grader.values import decode, encode

__all__ = ["ROOT", "exercise", "judged", "mistaken", "report"]

ROOT = Path(__file__).parents[1]


def exercise(slug: str) -> Problem:
    """Return a shipped exercise, its public part."""
    return open_pack(ROOT / "exercises").problem(slug)


def mistaken(slug: str, name: str) -> ProblemResult:
    """Return the result of handing in a known mistake of an exercise, which is then named."""
    source = (ROOT / "solutions" / slug / "wrong_answer" / f"{name}.py").read_bytes()
    return judged(slug, source, {name: source})


def judged(
    slug: str,
    source: bytes,
    mistakes: dict[str, bytes] | None = None,
    label: str = "mine.py",
    printed: bytes = b"",
) -> ProblemResult:
    """Return the result of a trusted source on an exercise's literal public cases."""
    problem = exercise(slug)
    cases = tuple(case for case in draw_cases(problem, 0) if case.has_expect and case.call is None)
    key = AnswerKey(
        cases,
        tuple(case.expect for case in cases),
        tuple(
            KnownMistake(name, f"You did `{name}`.", outcomes(problem, wrong, cases))
            for name, wrong in (mistakes or {}).items()
        ),
    )
    ran = outcomes(problem, source, cases)
    execution = Execution(outcomes=ran, printed=(printed,) * len(ran), seconds=(0.001,) * len(ran))
    return judgement(problem, Submission(slug, label, source), key, execution, ran)


def outcomes(problem: Problem, source: bytes, cases: tuple[Case, ...]) -> tuple[Outcome, ...]:
    """Run a trusted source on cases, in this process."""
    names: dict[str, object] = {"__name__": "submission"}
    exec(compile(source, "submission.py", "exec"), names)
    function = names[problem.file.function]
    assert callable(function)
    found: list[Outcome] = []
    for case in cases:
        try:
            found.append(Returned(encode(function(*map(decode, case.inputs.values())))))
        except Exception as error:  # noqa: BLE001 - as a child would
            found.append(Raised(type(error).__name__, str(error)))
    return tuple(found)


def report(*problems: ProblemResult) -> Report:
    """Return a report on these problems."""
    return Report(problems, "none: judged by a test")
