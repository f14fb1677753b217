"""PrairieLearn, played: the image's folder as /opt/grader, a job's folder as /grade."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from platforms.play import PROBLEMS, ROOT, entry, hand_in, mistake, package, place, solution

from grader.lockdown import landlock, supported

pytestmark = pytest.mark.skipif(
    not supported() or not landlock.abi(), reason="there the autograder refuses to go on"
)
MOST_BYTES = 1_000_000


@pytest.fixture(scope="module")
def written() -> Iterator[Path]:
    with place() as folder:
        package("prairielearn", folder / "made", "--image", "course/grader:1")
        yield folder / "made"


def job(written: Path, slug: str, answers: dict[str, str]) -> dict[str, Any]:
    """Lay out one grading job, run the image's entry point, and return results.json."""
    grade = written.parent / "grade"
    hand_in(grade / "student", answers)
    tests = grade / "tests"
    tests.unlink(missing_ok=True)
    tests.symlink_to(written / "questions" / slug / "tests")
    (grade / "results").mkdir(exist_ok=True)
    (grade / "results").chmod(0o777)
    names = {"GRADE_ROOT": str(grade), "GRADER_HOME": str(written / "image")}
    done = entry(written / "image" / "run.sh", {**names, "GRADER_PYTHON": sys.executable})
    assert done.returncode == 0, done.stdout + done.stderr
    text = (grade / "results" / "results.json").read_text()
    assert len(text) <= MOST_BYTES
    results: dict[str, Any] = json.loads(text)
    got = sum(test["points"] for test in results["tests"])
    most = sum(test["max_points"] for test in results["tests"])
    assert results["score"] == pytest.approx(got / most), "the shown points are the score"
    return results


@pytest.mark.parametrize("slug", PROBLEMS)
def test_a_right_answer_scores_one(written: Path, slug: str) -> None:
    assert job(written, slug, {f"{slug}.py": solution(slug)})["score"] == 1


def test_a_mistake_is_named(written: Path) -> None:
    results = job(written, "slide-kernel", {"slide-kernel.py": mistake("slide-kernel", "flipped")})
    assert results["score"] < 1
    assert "180 degrees" in json.dumps(results)


def test_the_stub_as_shipped_scores_nothing(written: Path) -> None:
    stub = (written / "questions" / "slide-kernel" / "slide-kernel.py").read_text()
    assert job(written, "slide-kernel", {"slide-kernel.py": stub})["score"] == 0


def test_a_question_is_what_prairielearn_reads(written: Path) -> None:
    for slug in PROBLEMS:
        folder = written / "questions" / slug
        info = json.loads((folder / "info.json").read_text())
        assert uuid.UUID(info["uuid"]).version == 5
        assert info["type"] == "v3"
        assert info["gradingMethod"] == "External"
        options = info["externalGradingOptions"]
        assert options["image"] == "course/grader:1"
        assert options["entrypoint"] == "/opt/grader/run.sh"
        assert not options["enableNetworking"]
        page = (folder / "question.html").read_text()
        assert f'file-name="{slug}.py"' in page
        assert "pl-external-grader-results" in page
        assert (folder / f"{slug}.py").is_file()


def test_the_statement_reaches_the_page_with_its_braces(written: Path) -> None:
    folder = written / "questions" / "slide-kernel"
    scope: dict[str, Any] = {}
    exec((folder / "server.py").read_text(), scope)
    data: dict[str, Any] = {"options": {"question_path": str(folder)}, "params": {}}
    scope["generate"](data)
    shipped = (ROOT / "exercises" / "slide-kernel" / "problem.yaml").read_text()
    first = data["params"]["statement"].splitlines()[0]
    assert first
    assert first in shipped


def test_students_see_no_secret(written: Path) -> None:
    """All that a browser may get is outside of tests/, and the image holds no problem."""
    seen = [path for path in (written / "questions").rglob("*") if "tests" not in path.parts]
    names = {path.name for path in seen if path.is_file()}
    assert names == {"info.json", "question.html", "server.py", "statement.md"} | {
        f"{slug}.py" for slug in PROBLEMS
    }
    image = {path.name for path in (written / "image").rglob("*") if path.is_file()}
    assert not {"secret.yaml", "answers.key", "problem.yaml"} & image


def test_an_image_copies_only_what_is_there(written: Path) -> None:
    lines = (written / "image" / "Dockerfile").read_text().splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY")]
    assert copied
    assert all((written / "image" / name).exists() for name in copied)


def test_a_folder_that_is_there_is_left_alone(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AssertionError):
        package("prairielearn", written)
    assert "is there already; name a new folder" in capsys.readouterr().err
