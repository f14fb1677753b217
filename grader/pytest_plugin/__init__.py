"""pytest collects a pack: one test for each case, judged in the grader's sandbox.

    pytest exercises --grader-submission DIR [--grader-solutions DIR]

Without --grader-submission nothing of the grader is imported and nothing is collected. The
submission is data to pytest: no file of it is collected, and none is imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from grader.pytest_plugin.items import ProblemNode

__all__: list[str] = []

PROBLEM: Final = "problem.yaml"
JUDGING: Final = pytest.StashKey[Any]()
"""Where a session keeps its Judging, once there is something to judge."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options; the first of them turns the plugin on."""
    group = parser.getgroup("grader", "judging exercises")
    group.addoption(
        "--grader-submission",
        type=Path,
        metavar="PATH",
        help="Judge this file or folder: every problem.yaml found becomes tests.",
    )
    group.addoption(
        "--grader-solutions",
        type=Path,
        metavar="DIR",
        help="The folder of the solutions; gives the secret cases.",
    )
    group.addoption(
        "--grader-seed", type=int, default=0, metavar="N", help="Which random cases are drawn."
    )
    group.addoption(
        "--grader-no-require-sandbox",
        action="store_true",
        help="Go on without the whole sandbox, also with solutions.",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Refuse to start where a conftest.py or pytest.ini of the submission could be pytest's."""
    submission = _submission(early_config)
    if submission is None:
        if early_config.known_args_namespace.grader_solutions is not None:
            raise pytest.UsageError("--grader-solutions needs --grader-submission PATH")
        return
    if not submission.exists():
        raise pytest.UsageError(f"--grader-submission {submission}: no such file or folder")
    solutions = early_config.known_args_namespace.grader_solutions
    if solutions is not None and not solutions.is_dir():
        raise pytest.UsageError(f"--grader-solutions {solutions}: no such folder")
    home = submission.resolve()
    here = early_config.invocation_params.dir.resolve()
    for place in (here, early_config.rootpath.resolve()):
        if home.is_dir() and place.is_relative_to(home):
            raise pytest.UsageError(
                f"pytest starts inside the submission {submission}, where its conftest.py and "
                "pytest.ini could run; start it in a folder of your own, or name one with --rootdir"
            )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the submission alone, whatever its files are called."""
    submission = _submission(config)
    if submission is None or not collection_path.resolve().is_relative_to(submission.resolve()):
        return None
    return True


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ProblemNode | None:
    """Collect a problem, once there is a submission to judge."""
    if file_path.name != PROBLEM or _submission(parent.config) is None:
        return None
    from grader.pytest_plugin.items import ProblemNode
    from grader.pytest_plugin.judging import Judging

    if JUDGING not in parent.config.stash:
        parent.config.stash[JUDGING] = Judging(parent.config)
    return ProblemNode.from_parent(parent, path=file_path)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the sandboxes."""
    judging = config.stash.get(JUDGING, None)
    if judging is not None:
        judging.close()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say the score, added up from the tests that ran (also those of xdist's workers)."""
    if _submission(config) is None:
        return
    ended: list[dict[str, Any]] = [
        dict(report.user_properties)
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and _is_last_word(report)
    ]
    judged = [found for found in ended if "max_score" in found]
    score, most = (sum(found[name] for found in judged) for name in ("score", "max_score"))
    if judged:
        levels = " or ".join(sorted({found["isolation"] for found in judged}))
        points = f"score {score:.2f} of {most:.2f}, of the cases that were run"
        terminalreporter.write_line(f"grader: {points}; isolation: {levels}")


def _is_last_word(report: pytest.TestReport) -> bool:
    """Say whether a report is what became of its test, and not only a step on the way."""
    return report.when == "call" or (report.when == "setup" and not report.passed)


def _submission(config: pytest.Config) -> Path | None:
    """Return the option that turns the plugin on; None where pytest is about something else."""
    found: Path | None = getattr(config.known_args_namespace, "grader_submission", None)
    return found
