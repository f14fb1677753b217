"""The page: one whole file, everything escaped, nothing secret, readable in both schemes."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from pages import ROOT, exercise, judged, mistaken, report
from small_problem import SQUARES, small_problem

from grader.answers import AnswerKey, KnownMistake
from grader.cases import draw_cases
from grader.checkers import Departure, Mismatch
from grader.execute import Execution
from grader.judging.judgement import judgement
from grader.outcome import Raised, Returned
from grader.pack_file import Group
from grader.render.html_report import html_report
from grader.render.html_table import LEVELS, shade
from grader.report import (
    CaseResult,
    Failure,
    GroupResult,
    NamedMistake,
    ProblemResult,
    Report,
    Shown,
    Tally,
)
from grader.submission import Submission
from grader.values import Mapping, Sequence, encode
from grader.verdict import Verdict

STYLE = ROOT / "grader" / "render" / "html" / "page.css"
VOID = {"meta", "input", "br", "img", "link", "hr"}


@dataclass
class Page(HTMLParser):
    """What a page is made of: its tags with their attributes, its text, what was left open."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str, name: str = "") -> list[dict[str, str]]:
        """Return the attributes of every such tag, of those with a class where one is named."""
        return [
            attributes
            for found, attributes in self.tags
            if found == tag and (not name or name in attributes.get("class", "").split())
        ]

    def text_in(self, tag: str) -> str:
        return "".join(text for inside, text in self.texts if inside == tag)

    @property
    def text(self) -> str:
        shown = (text for inside, text in self.texts if inside not in ("style", "script"))
        return " ".join("".join(shown).split())


def read(source: str) -> Page:
    page = Page()
    page.feed(source)
    page.close()
    assert page.open == []
    return page


def page_of(*problems: ProblemResult) -> Page:
    return read(html_report(report(*problems)))


RIGHT = b"def double(x):\n    return 2 * x\n"
KINDS = {
    "slide-kernel": "flipped",
    "conv-pad-stride": "bottom_right_only",
    "out-size-stride": "rounds_up",
    "fix-the-notebook": "previous_shape",
    "conv1d": "flipped",
    "sum-channels": "channels_not_summed",
    "im2col": "taps_by_column",
    "col2im": "assigns",
    "max-pool": "pads_zeros",
    "grad-input": "flipped",
    "grad-weight": "flipped",
    "one-window": "mean",
}


@pytest.fixture(scope="module")
def many() -> str:
    return html_report(report(*(mistaken(slug, name) for slug, name in KINDS.items())))


# Structure


def test_a_named_mistake_has_four_panels() -> None:
    page = page_of(mistaken("slide-kernel", "flipped"))
    names = [attributes["aria-label"] for attributes in page.all("table", "grid")]
    four = ["expected", "yours", "yours \u2212 expected", "that mistake gives"]
    assert names[:4] == four
    assert "You did flipped." in page.text
    assert "6 of 9 cells are wrong" in page.text


def test_without_a_named_mistake_there_are_three() -> None:
    source = b"import numpy as np\n\n\ndef conv2d_valid(i, k):\n    return np.full((3, 3), 7)\n"
    page = page_of(judged("slide-kernel", source))
    names = [attributes["aria-label"] for attributes in page.all("table", "grid")]
    assert names[:4] == ["expected", "yours", "yours \u2212 expected", "image"]


def test_wrong_cells_are_marked_by_more_than_colour() -> None:
    page = page_of(mistaken("slide-kernel", "flipped"))
    wrong = page.all("td", "wrong")
    marks = page.all("span", "mark")
    assert wrong
    assert len(marks) == len(wrong)
    assert page.text.count("\u2717 wrong") >= len(wrong)


def test_planes_have_the_names_of_the_problems_axes() -> None:
    page = page_of(mistaken("grad-weight", "flipped"))
    assert "O=0, C=1" in page.text


def test_every_stepper_starts_at_the_first_wrong_cell() -> None:
    page = page_of(mistaken("conv1d", "right_only"))
    first = page.all("figure", "stepper")[0]
    assert first["data-start"] == "0"
    assert "expected 210, yours" in page.text
    assert page.all("td", "on")
    assert page.all("td", "in")


def test_the_other_pictures_are_there(many: str) -> None:
    page = read(many)
    assert page.all("td", "dropped")
    assert page.all("figure", "cover")
    assert page.all("figure", "starts")
    assert page.all("figure", "panels")
    assert page.all("td", "h1")
    assert page.all("td", "frame")
    assert "turned Sobel-x" in page.text
    assert "the sum so far" in page.text


def test_answers_of_another_shape_are_shown_with_it() -> None:
    page = page_of(mistaken("conv-pad-stride", "padding_ignored"))
    assert "expected, shape 2\u00d72" in page.text
    assert "yours has the shape (1, 1)" in page.text


def test_what_is_no_array_is_shown_as_text() -> None:
    page = page_of(mistaken("fix-the-notebook", "previous_shape"))
    assert "[(3, 3), (2, 2), (1, 1), (2, 2)]" in page.text
    assert "that mistake gives" in page.text


def test_an_error_shows_what_was_expected_but_no_answer() -> None:
    page = page_of(judged("slide-kernel", b"def conv2d_valid(i, k):\n    return i[9]\n"))
    assert "IndexError" in page.text
    names = [attributes["aria-label"] for attributes in page.all("table", "grid")]
    assert "yours" not in names
    assert "expected" in names


def test_what_is_right_needs_no_pictures() -> None:
    result = mistaken("conv-stride", "rows_only")
    good = ProblemResult("one", "One", "one.py", Verdict.ACCEPTED, 10, 10, Tally(1, 1), Tally(2, 2))
    page = page_of(good, result)
    assert "1 accepted" in page.text
    assert "10 of 20 points" in page.text
    assert {"href": "#one", "class": "good"} in page.all("a")


def test_notes_and_isolation_are_there() -> None:
    page = read(html_report(Report((), "seccomp", ("a <note>",))))
    assert "Isolation: seccomp" in page.text
    assert "Note: a <note>" in page.text


@pytest.mark.parametrize(
    "shown",
    [
        Shown("f(x)", {"x": encode(np.zeros((0, 3)))}, 1, None, returned=True),
        Shown("f(x)", {"x": encode(np.ones((50, 50)))}, encode(np.ones(4)), 3, returned=True),
        Shown("f(x)", {}, encode(np.ones((30, 40))), encode(np.zeros((30, 40))), returned=True),
        Shown("f(x)", {}, encode(np.ones((9, 2, 2))), encode(np.zeros((9, 2, 2))), returned=True),
        Shown("f(x)", {}, encode(np.ones((2, 0))), encode(np.zeros((2, 0))), returned=True),
        Shown("f(x)", {}, encode(np.ones((2, 0))), encode(np.zeros((3, 0, 2))), returned=True),
        Shown("f(x)", {}, encode(np.ones((2, 2))), encode(np.ones((2, 2, 2)) * 1j), returned=True),
        Shown("f(x)", {}, encode(np.ones(2)), encode(np.array([np.nan, np.inf])), returned=True),
        Shown("f(x)", {}, encode(np.array([True])), encode(np.array([False])), returned=True),
        Shown("f(x)", {}, encode(np.ones(1)), encode(np.array([1 + 2j])), returned=True),
        Shown("f(x)", {}, Sequence("list", (1, 2)), Sequence("list", (1, 3)), returned=True),
        Shown(
            "f(x)",
            {},
            Mapping({"y": encode(np.ones(2))}),
            Mapping({"y": encode(np.zeros(2))}),
            returned=True,
            mismatch=Mismatch(Departure.VALUE, "no", part="y"),
        ),
    ],
    ids=range(12),
)
def test_every_answer_has_a_page(shown: Shown) -> None:
    page = page_of(wrong_with(shown))
    assert "f(x)" in page.text
    assert "expected" in page.text


def wrong_with(shown: Shown, **more: object) -> ProblemResult:
    failure = Failure("it is wrong", shown=shown)
    case = CaseResult(Verdict.WRONG_ANSWER, failure=failure)
    group = GroupResult("one", False, Verdict.WRONG_ANSWER, 0, 1, (case,))  # noqa: FBT003
    result = ProblemResult(
        "two", "Two", "two.py", Verdict.WRONG_ANSWER, 0, 1, Tally(0, 1), None, (group,)
    )
    return type(result)(**{name: getattr(result, name) for name in result.__struct_fields__} | more)


# One file that needs nothing else


def test_it_refers_to_nothing_outside(many: str) -> None:
    assert not re.search(r"(?i)https?:|//cdn|url\(|@import|@font-face", many)
    for tag, attributes in read(many).tags:
        assert tag not in ("link", "iframe", "img", "object", "embed", "base", "form")
        assert "src" not in attributes
        assert attributes.get("href", "#").startswith("#")


def test_its_policy_allows_its_own_style_and_script_alone(many: str) -> None:
    page = read(many)
    (policy,) = (
        attributes["content"]
        for attributes in page.all("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    hashes = [
        b64encode(sha256(page.text_in(tag).encode()).digest()).decode()
        for tag in ("style", "script")
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"
    )
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert not [name for _, attributes in page.tags for name in attributes if name == "style"]


def test_labels_and_targets_are_there(many: str) -> None:
    page = read(many)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for name in ("aria-labelledby", "href"):
            assert attributes.get(name, "#problems").lstrip("#") in {*ids, ""}
    assert all("aria-label" in attributes for attributes in page.all("input"))
    assert all("aria-label" in attributes for attributes in page.all("button"))
    assert page.all("html")[0]["lang"] == "en"


# Escaping

EVIL = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"


def test_everything_a_student_wrote_is_escaped() -> None:
    source = b"def conv2d_valid(i, k):\n    raise ValueError('%s')\n"
    attack = source.replace(b"%s", EVIL.replace("'", "").encode())
    result = judged("slide-kernel", attack, label=EVIL, printed=EVIL.encode())
    page = page_of(result)
    assert not page.all("img")
    assert len(page.all("script")) == 1
    assert "<script>alert(2)</script>" in page.text


@pytest.mark.parametrize(
    "field_name", ["slug", "title", "label", "mistake", "possible", "failure", "quotes"]
)
def test_every_text_of_a_problem_is_escaped(field_name: str) -> None:
    mistake = NamedMistake(EVIL, EVIL)
    values: dict[str, object] = {
        "mistake": mistake,
        "possible": (mistake, mistake),
        "failure": Failure(EVIL, EVIL),
        "quotes": {1: EVIL},
    }
    shown = Shown(EVIL, {EVIL: EVIL}, EVIL, EVIL, returned=True, printed=EVIL)
    result = wrong_with(shown, **{field_name: values.get(field_name, EVIL)})
    page = page_of(result)
    assert not page.all("img")
    assert len(page.all("script")) == 1


def test_backticks_make_code_and_stay_escaped() -> None:
    mistake = NamedMistake("one", "You wrote `a<b>` in `c`; it is `d")
    page = page_of(wrong_with(Shown("f(x)", {}, 1, 2, returned=True), mistake=mistake))
    assert "You wrote `a<b>` in `c`; it is `d" in page.text  # an odd number is left as it is
    mistake = NamedMistake("one", "You wrote `a<b>` in `c`.")
    page = page_of(wrong_with(Shown("f(x)", {}, 1, 2, returned=True), mistake=mistake))
    assert "You wrote a<b> in c." in page.text
    assert not page.all("b")


# Secrets

CANARY = 748293.0


@pytest.mark.parametrize("reveal", [False, True], ids=["hidden", "revealed"])
def test_of_a_secret_case_nothing_is_drawn(*, reveal: bool) -> None:
    secret = (Group(name="hidden", inputs={"x": [CANARY, 1.0]}, hint="a hint", reveal=reveal),)
    problem = small_problem(secret=secret, pictures=exercise("conv1d").file.pictures)
    cases = draw_cases(problem, 0)
    expected = tuple(encode(2 * np.array(case_numbers)) for case_numbers in ([1, 2, 3], [CANARY]))
    wrong = tuple(encode(3 * np.array(case_numbers)) for case_numbers in ([1, 2, 3], [CANARY]))
    outcomes = tuple(Returned(value) for value in wrong)
    key = AnswerKey(cases, expected, (KnownMistake("trebles", "You treble.", outcomes),))
    execution = Execution(outcomes=outcomes, printed=(b"", b"748293"), seconds=(0.0, 0.0))
    submission = Submission("double", "double.py", SQUARES.encode())
    result = judgement(problem, submission, key, execution, outcomes)
    assert result.mistake is not None
    secret_failure = result.groups[1].cases[0].failure
    assert secret_failure is not None
    if secret_failure.shown is not None:
        shown = secret_failure.shown
        assert (shown.mistaken, shown.pictures, shown.expected) == (None, (), None)
    page = html_report(report(result))
    assert "a hint" in page
    for number in (2 * CANARY, 3 * CANARY):
        assert f"{number:.0f}" not in page
    assert ("748293" in page) == reveal


def test_a_failure_that_is_said_of_many_groups_is_said_once() -> None:
    source = b"def double(x):\n    raise KeyError\n"
    groups = tuple(Group(name=f"hidden {n}", inputs={"x": [1.0]}) for n in range(3))
    problem = small_problem(secret=groups)
    cases = draw_cases(problem, 0)
    expected = tuple(encode(np.ones(1)) for _ in cases)
    ends = tuple(Raised("KeyError", "") for _ in cases)
    execution = Execution(outcomes=ends, printed=(b"",) * 4, seconds=(0.0,) * 4)
    result = judgement(
        problem, Submission("double", "d.py", source), AnswerKey(cases, expected), execution, ends
    )
    page = page_of(result)
    assert "Secret: hidden 0; hidden 1; hidden 2" in page.text
    assert page.text.count("Secret: ") == 1


# Colours


def test_shades_are_centred_on_0_and_share_a_scale() -> None:
    assert shade(0.0, 8) == "z"
    assert shade(8, 8) == f"p{LEVELS}"
    assert shade(-8, 8) == f"n{LEVELS}"
    assert shade(0.001, 8) == "p1"
    assert shade(-4, 8) == "n2"
    assert shade(float("nan"), 8) == shade(float("inf"), 8) == "odd"
    assert shade(True, 1) == f"p{LEVELS}"  # noqa: FBT003 - a cell of an array of bools
    assert shade(None, 8) == "z"
    assert shade(3, 0) == "z"


def schemes() -> dict[str, dict[str, str]]:
    light, dark, *_ = re.findall(r"(?s):root \{(.*?)\}", STYLE.read_text(encoding="utf-8"))
    made = {}
    for name, block in (("light", light), ("dark", dark)):
        made[name] = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    return made


PAIRS = [
    *((f"t{level}", f"{side}{level}") for side in "np" for level in range(1, LEVELS + 1)),
    *(("ink", f"h{hue}") for hue in range(8)),
    *(("ink", ground) for ground in ("page", "card", "faint", "cell", "in", "on", "tutor")),
    *(("quiet", ground) for ground in ("page", "card", "cell")),
    *((tone, f"{tone}-bg") for tone in ("good", "bad", "calm", "odd")),
    *((tone, "card") for tone in ("good", "bad", "odd", "wrong", "focus")),
    ("t1", "z"),
    ("bad", "cell"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_has_contrast(scheme: str, text: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


# From the command line


GRADER = [sys.executable, "-m", "grader", "run", "--format", "html", "-o", "page.html"]


def test_the_command_writes_it(tmp_path: Path) -> None:
    (tmp_path / "out-size.py").write_text("def output_size(m, k):\n    return m - k\n")
    run = subprocess.run(
        [*GRADER, "--exercises", str(ROOT / "exercises"), "--no-require-sandbox", "out-size.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    page = read((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "The size of the output" in page.text or "out-size" in page.text
    assert page.all("figure", "starts")


def test_jinja_is_imported_for_a_page_alone() -> None:
    probe = "import grader.cli.run, grader.render.text, sys; print('jinja2' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "False"


def test_the_wheel_holds_the_templates(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    folder = ROOT / "grader" / "render" / "html"
    assert {f"grader/render/html/{path.name}" for path in folder.iterdir()} <= names
