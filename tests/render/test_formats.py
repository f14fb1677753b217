"""Every format of a run: as kept, as its consumer reads it, and adding up to the same points."""

from __future__ import annotations

import base64
import json
import math
import subprocess
import sys
from pathlib import Path

import consumers
import pytest
from click import unstyle
from golden import Golden
from msgspec.structs import replace
from reports import (
    AWKWARD,
    SCORE,
    awkward_report,
    failed_report,
    many_problems,
    problem,
    scored,
)

import grader
from grader.render.classroom import classroom
from grader.render.entries import entries, sentences
from grader.render.formats import FORMATS, renderer
from grader.render.github import commands
from grader.render.junit import junit, xml_text
from grader.render.markdown import LIMIT, escape, fenced, markdown
from grader.render.prairielearn import prairielearn
from grader.render.text import problem_text
from grader.report import Failure, Report
from grader.verdict import Verdict

NAMES = sorted(FORMATS)
KEPT = {
    "text": "txt",
    "json": "json",
    "junit": "xml",
    "markdown": "md",
    "gradescope": "json",
    "prairielearn": "json",
    "github": "log",
    "check50": "json",
}
ROUNDED = ("text", "html", "markdown", "github")


def rendered(name: str, report: Report) -> str:
    return renderer(name)(report)


@pytest.mark.parametrize("name", KEPT)
def test_a_format_is_as_it_was_read_over(
    name: str, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grader, "__version__", "1.2.3")
    golden.check(f"{name}.{KEPT[name]}", rendered(name, awkward_report()))
    golden.check(f"{name}-failed.{KEPT[name]}", rendered(name, failed_report()))


def test_a_result_for_classroom_is_as_it_was_read_over(golden: Golden) -> None:
    report = awkward_report()
    short = replace(report, problems=report.problems[:1])
    for kind, told in (("", short), ("-failed", failed_report())):
        content = json.loads(base64.b64decode(rendered("github-classroom", told)))
        golden.check(f"github-classroom{kind}.json", json.dumps(content, indent=2) + "\n")


def test_every_format_has_a_reader_and_is_kept() -> None:
    assert set(consumers.READERS) == set(FORMATS) == {*KEPT, "html", "github-classroom"}


@pytest.mark.parametrize("name", NAMES)
def test_points_add_up_the_same_everywhere(name: str) -> None:
    read = consumers.READERS[name](rendered(name, awkward_report()))
    assert read is not None
    assert math.isclose(read, SCORE, abs_tol=0.005 if name in ROUNDED else 1e-9)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"text", "json", "html"}))
def test_a_fault_of_the_grader_gives_no_total_to_record(name: str) -> None:
    assert consumers.READERS[name](rendered(name, failed_report())) is None


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"text", "html"}))
def test_nothing_that_a_terminal_or_a_parser_obeys_gets_through(name: str) -> None:
    text = rendered(name, failed_report())
    assert {"\x00", "\x1b"}.isdisjoint(text)
    if name not in ("json", "github"):
        assert "::error::" not in text
    if name != "json":
        assert "\u202e" not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_right_run_and_a_lone_stub_are_read_as_well(name: str) -> None:
    right = Report((scored("a", 10, 10), scored("b", 0, 0)), "none")
    read = consumers.READERS[name](rendered(name, right))
    if name == "prairielearn":
        read = consumers.prairielearn(rendered(name, right), 10)
    assert read == 10
    stub = Report((scored("a", 0, 10, Verdict.NOT_ATTEMPTED),), "none")
    assert consumers.READERS[name](rendered(name, stub)) == 0


# Gradescope


def test_gradescope_hides_no_test_since_one_would_hide_the_total() -> None:
    assert '"hidden"' not in rendered("gradescope", awkward_report()).replace(
        '"stdout_visibility": "hidden"', ""
    )


def test_gradescope_shows_no_group_as_passed_that_gives_no_points() -> None:
    told = [entry for entry in entries(awkward_report()) if entry.problem == "forbidden"]
    assert {entry.status for entry in told} == {"failed"}
    assert all("np.convolve is forbidden here" in entry.says for entry in told)


# PrairieLearn


def test_prairielearn_stays_under_a_megabyte_and_keeps_every_point() -> None:
    report = many_problems(400)
    long = tuple(
        replace(one, failure=Failure("x" * 1900 + str(number), "y" * 1900))
        for number, one in enumerate(report.problems)
    )
    text = prairielearn(replace(report, problems=long))
    assert len(text.encode()) > 100_000
    assert consumers.prairielearn(text, 4000) == pytest.approx(200)


def test_prairielearn_merges_groups_where_names_alone_are_too_long() -> None:
    report = many_problems(2500)
    groups = tuple(
        replace(one, groups=tuple(replace(group, name="n" * 300) for group in one.groups))
        for one in report.problems
    )
    text = prairielearn(replace(report, problems=groups))
    assert consumers.prairielearn(text, 25_000) == pytest.approx(1250)
    assert "all groups" in text


# GitHub Classroom


@pytest.mark.parametrize("count", [1, 7, 15, 16, 32, 300])
def test_the_reporters_two_sums_agree_however_large_the_run(count: int) -> None:
    read = consumers.classroom(classroom(many_problems(count)))
    assert read.sent == pytest.approx(count / 2)
    assert read.printed == pytest.approx(count / 2)
    assert read.percent == pytest.approx(5)


def test_a_score_between_shares_is_exact_in_what_is_sent() -> None:
    odd = (scored("a", 99.99, 100), scored("b", 1 / 3, 7 / 11), scored("c", 0.07, 77.77))
    read = consumers.classroom(classroom(Report(odd, "none")))
    assert read.sent == pytest.approx(100.39333333)
    assert read.printed == pytest.approx(100.39333333, abs=0.1)


def test_of_a_run_without_points_nothing_is_sent_and_nothing_is_nan() -> None:
    read = consumers.classroom(classroom(Report((scored("a", 0, 0),), "none")))
    assert read.sent is None
    assert (read.printed, read.percent, read.status) == (1, 0, "pass")
    wrong = Report((scored("a", 0, 0, Verdict.WRONG_ANSWER),), "none")
    assert consumers.classroom(classroom(wrong)).status == "fail"


def test_what_a_group_without_points_says_is_told_by_the_next() -> None:
    told = base64.b64decode(classroom(awkward_report())).decode()
    assert "You turned it." in told


# GitHub


def test_annotations_are_ten_at_most_and_the_last_is_the_score() -> None:
    found = consumers.commands(commands(many_problems(32)))
    assert len(found) == 10
    assert found[-2].message.startswith("24 more problems are not accepted")
    assert found[-1].name == "notice"
    assert "score 16 of 320" in found[-1].message
    assert len(consumers.commands(commands(many_problems(9)))) == 10


def test_an_annotation_says_where_and_what() -> None:
    first, *others = consumers.commands(commands(failed_report()))
    where = {"file": "in/thirds, 50%.py", "line": "7", "title": "thirds: wrong answer"}
    assert (first.name, first.properties) == ("error", where)
    assert first.message.startswith("You turned it. a|b")
    assert "\n" not in first.message
    broken = next(one for one in others if "broken" in one.properties["title"])
    assert broken.name == "warning"
    assert "no points are lost" in broken.message


def test_an_annotation_points_at_no_line_of_a_notebook() -> None:
    report = awkward_report()
    notebook = replace(report.problems[0], label="work.ipynb")
    first, _ = consumers.commands(commands(replace(report, problems=(notebook,))))
    assert first.properties == {"file": "work.ipynb", "title": "thirds: wrong answer"}


def test_what_a_student_printed_is_in_no_log_of_github() -> None:
    printed = "it printed"
    for name in ("github", "github-classroom"):
        assert printed not in rendered(name, awkward_report())
    assert printed in rendered("markdown", awkward_report())


# JUnit


def test_the_graders_fault_is_an_error_and_a_stub_is_skipped() -> None:
    text = junit(failed_report())
    assert text.count("<error ") == 1
    assert text.count("<skipped ") == 1


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert xml_text("a\x00b\x0b\ud800\ufffe\uffff\tc\n\U0001f600") == "ab\tc\n\U0001f600"


def test_two_submissions_to_one_problem_are_two_suites() -> None:
    same = (scored("a", 1, 2), replace(scored("a", 2, 2), label="other.py"))
    assert consumers.junit(junit(Report(same, "none"))) == 3
    assert [entry.problem for entry in entries(Report(same, "none"))] == [
        "a (in/a, 50%.py)",
        "a (other.py)",
    ]


# Markdown


def test_a_summary_fits_into_its_mebibyte_and_says_what_it_left_out() -> None:
    report = many_problems(3000)
    text = markdown(report)
    assert 0.9 * LIMIT < len(text.encode()) <= LIMIT
    assert "more did not fit here" in text
    assert consumers.markdown(text) == 1500


def test_escaped_text_is_shown_as_it_was() -> None:
    text = "x|y <b> *z* `c` [l](u) $m$ \\"
    table = f"| a |\n|---|\n| {escape(text)} |\n"
    assert consumers.tables(table)[0][1] == [text]


def test_nothing_closes_a_fence_from_inside() -> None:
    block = fenced("a\n```\n````\n# no heading\n")
    assert block.startswith("`````text\n")
    assert block.endswith("\n`````\n")


# Sentences


def test_what_is_said_is_one_line_of_sentences() -> None:
    assert sentences("You did A.", "", "a\nb", "hint: c") == "You did A. a b. hint: c"


def test_each_reason_is_told_once() -> None:
    told = {entry.title: entry.says for entry in entries(awkward_report())}
    assert "You turned it." in told["thirds: public: by hand"]
    assert told["thirds: secret: first"] == ""
    assert told["partial: secret: half of it"] == "y in step 1 right, dx in step 1 wrong"
    assert told["possible: secret: any"].startswith("Two explanations fit")
    assert told["waiting: secret: any"] == "the stub as it was given"
    assert AWKWARD not in str(told)


def test_a_problem_without_groups_still_has_its_points() -> None:
    bare = replace(problem("a", Verdict.WRONG_ANSWER, ()), score=1.5, max_score=4.0)
    (entry,) = entries(Report((bare,), "none"))
    assert (entry.points, entry.max_points) == (1.5, 4.0)
    assert entry.says == "wrong answer"


def test_no_format_is_imported_before_it_is_asked_for() -> None:
    code = "import sys, grader.render.formats; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "junitparser" not in done.stdout
    assert "jinja2" not in done.stdout
    assert "grader.render.gradescope" not in done.stdout


def test_a_file_is_kept_for_each_format_and_no_other() -> None:
    kept = {path.name for path in Path(__file__).with_name("golden").iterdir()}
    ends = {**KEPT, "github-classroom": "json"}
    assert kept == {f"{name}{kind}.{end}" for name, end in ends.items() for kind in ("", "-failed")}


def test_a_long_message_is_broken_between_its_words() -> None:
    failure = Failure("it says " + "one-thing " * 20, "do " + "another-thing " * 20)
    lines = unstyle(problem_text(problem("p", Verdict.RUNTIME_ERROR, (), failure=failure), 60))
    told = lines[lines.index("  it says") :].splitlines()
    assert max(map(len, told)) <= 60
    words = " ".join(told).split()
    assert (words.count("one-thing"), words.count("another-thing")) == (20, 20)
