"""`grader report --similarity` and `--format html`, as an instructor calls them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from disguise import disguised
from hygiene import faults_in
from independent import answers
from made_results import judged, made_result
from msgspec.structs import replace
from pages import ROOT

from grader.cli import main
from grader.gradebook import RunNote, Standing, open_gradebook, open_ledger
from grader.gradebook.table import Column, Student

NOTE = RunNote(grader="0", torch="2", numpy="2", python="3", seed="0", pack="")
SLUGS = ("conv-im2col", "col2im", "grad-input")
EXERCISES = ("--exercises", str(ROOT / "exercises"))
Report = Callable[..., tuple[int, str, str]]


@pytest.fixture
def report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Report:
    """Run `grader report` beside a gradebook in which eve copies from ann."""
    monkeypatch.chdir(tmp_path)
    columns = [Column(slug, slug, "One", 10.0) for slug in SLUGS]
    with open_ledger(tmp_path / "gradebook.sqlite") as book:
        book.begin(NOTE)
        book.set_course("A course", columns, [])
        for name in ("ann", "bob", "cem", "eve"):
            book.set_student(Student(name, f"{name.title()} \u202e<b>"), [], missing=False)
        for name, slug, source in sources():
            result = replace(made_result(), slug=slug)
            book.keep(judged(source, result), [Standing(name, slug, f"{slug}.py")])
        book.end(NOTE)

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["report", *words])
        out, err = capsys.readouterr()
        return int(str(stop.value.code)), out, err

    return run


def sources() -> Iterator[tuple[str, str, bytes]]:
    """Yield three independent answers to each problem, and a copy of the first."""
    for slug in SLUGS:
        for name, source in zip(("ann", "bob", "cem"), answers()[slug], strict=False):
            yield name, slug, source
        yield "eve", slug, disguised(answers()[slug][0])


def test_the_gradebook_gives_every_source_that_stands(report: Report, tmp_path: Path) -> None:
    assert callable(report)
    with open_gradebook(tmp_path / "gradebook.sqlite") as book:
        assert list(book.sources()) == sorted(sources())


def test_a_copy_is_named_with_its_lines(report: Report) -> None:
    status, out, err = report("--similarity", *EXERCISES)
    assert (status, err) == (0, "")
    assert out.startswith("1 pair worth a look\nA reason to look, and no proof")
    assert "\nAnn \\x202e<b> (ann) and Eve \\x202e<b> (eve): " in out
    assert "def conv" in out
    assert faults_in(out) == []
    assert max(map(len, out.splitlines())) <= 120


def test_the_same_as_json(report: Report) -> None:
    status, out, _ = report("--similarity", "--format", "json", *EXERCISES)
    (pair,) = json.loads(out)["pairs"]
    assert status == 0
    assert (pair["left"]["id"], pair["right"]["id"]) == ("ann", "eve")
    assert {one["slug"] for one in pair["problems"]} == set(SLUGS)
    assert pair["bits"] == pytest.approx(sum(one["bits"] for one in pair["problems"]), abs=0.2)
    for one in pair["problems"]:
        assert all(span["left_first"] <= span["left_last"] for span in one["spans"])


def test_a_section_of_the_page(report: Report, tmp_path: Path) -> None:
    page = tmp_path / "class.html"
    status, out, err = report("--similarity", "--format", "html", "-o", str(page), *EXERCISES)
    assert (status, out, err) == (0, "", "")
    text = page.read_text("utf-8")
    assert '<a href="#student/ann">Ann \\x202e&lt;b&gt; (ann)</a>' in text


def test_a_page_without_it(report: Report) -> None:
    status, out, _ = report("--format", "html")
    assert status == 0
    assert 'id="similar"' not in out
    assert report("--format", "html")[1] == out


def test_model_solutions_are_nobodys_own(report: Report) -> None:
    solutions = ("--solutions", str(ROOT / "solutions"))
    _, out, _ = report("--similarity", *EXERCISES, *solutions)
    assert out == "No two students hand in what is more alike than chance explains.\n"


def test_another_course_has_other_stubs(report: Report, write_pack: Callable[[], Path]) -> None:
    write_pack()
    status, out, err = report("--similarity")
    assert status == 0
    assert out.startswith("1 pair")
    assert "no stub of conv-im2col, col2im, grad-input in exercises" in err
    assert "--exercises" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--similarity", "--changes"), "ask for one at a time"),
        (("--similarity", "--format", "csv"), "text, json or html, not as csv"),
        (("--solutions", "x"), "--solutions is for --similarity"),
        (("--format", "text"), "--format text is for --changes and --similarity"),
        (("--similarity", "--exercises", "nowhere"), "nowhere"),
        (("--similarity", "-o", "nowhere/x.txt"), "there is no folder nowhere"),
        (("nothing.sqlite", "--similarity"), "nothing.sqlite"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_asked_for(report: Report, words: tuple[str, ...], says: str) -> None:
    status, out, err = report(*words)
    assert (status, out) == (2, "")
    assert says in err
    assert "Traceback" not in err
