"""`grader new`: what it writes verifies at once, and nothing that was there is changed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from small_pack import WritePack

from grader.cli.new import command
from grader.errors import PackError, UsageError
from grader.load import open_pack
from grader.mutants import hunt
from grader.sandbox import Sandboxes
from grader.scaffold import scaffold
from grader.session import Session
from grader.verify import prove

COURSES = {
    "a list in brackets": ("    problems: [double]\n", "    problems: [double, halve]\n"),
    "brackets over lines": (
        "    problems: [\n      double, # the first\n    ]\n",
        "    problems: [\n      double, halve, # the first\n    ]\n",
    ),
    "dashes": (
        "    problems:  # in order\n      - double   # easy\n\n    # the end\n",
        "    problems:  # in order\n      - double   # easy\n      - halve\n\n    # the end\n",
    ),
    "dashes without indent": (
        "    problems:\n    - 'double'\n",
        "    problems:\n    - 'double'\n    - halve\n",
    ),
    "no line end": (
        "    problems:\n      - double",
        "    problems:\n      - double\n      - halve\n",
    ),
    "quotes": ('    problems: ["double"]\n', '    problems: ["double", halve]\n'),
    "lines of Windows": (
        "    problems:\r\n      - double\r\n",
        "    problems:\r\n      - double\r\n      - halve\r\n",
    ),
    "a key after it": (
        "    problems: [double]\ndefaults: {points: 5}\n",
        "    problems: [double, halve]\ndefaults: {points: 5}\n",
    ),
}
HEAD = "# our course\ntitle: 'A b'   # kept\nunits:\n  - title: One\n"
PACK = (Path("exercises"), Path("solutions"))

New = Callable[..., Result]


@pytest.fixture
def new(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> New:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path_factory.mktemp("cache")))
    return lambda *words: CliRunner().invoke(command, words, standalone_mode=False)


def contents(folder: Path = Path()) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_problem_in_an_empty_folder_holds_and_no_mutant_of_it_lives(new: New) -> None:
    result = new("my-first", "--title", "Yes: a 'title'")
    assert result.exit_code == 0
    pack = open_pack(*PACK)
    assert pack.check() == ()
    assert pack.problem("my-first").file.title == "Yes: a 'title'"
    with Sandboxes() as sandboxes, ThreadPoolExecutor(1) as pool:
        session = Session(pack, sandboxes)
        session.prepare(pack.slugs)
        proof = prove(session, "my-first")
        assert proof.faults == ()
        assert (proof.solutions, proof.mistakes) == (2, 1)
        found = hunt(session, "my-first", pool)
        assert (found.survived, found.faults) == ((), ())
        assert found.made > 0


def test_what_it_says_can_be_followed(new: New) -> None:
    said = new("my-first").output.splitlines()
    assert [line for line in said if line.startswith("wrote ")] == [
        f"wrote {path}"
        for path in (
            "exercises/my-first/problem.yaml",
            "solutions/my-first/secret.yaml",
            "solutions/my-first/accepted/whole_array.py",
            "solutions/my-first/accepted/number_by_number.py",
            "solutions/my-first/wrong_answer/subtracts.py",
            "exercises/course.yaml",
            "schema/problem.schema.json",
            "schema/secret.schema.json",
            "schema/course.schema.json",
            "schema/survivors.schema.json",
        )
    ]
    assert said[-1].startswith("next:  grader verify my-first ")
    again = new("second").output
    assert "exercises/course.yaml lists it last in 'First steps'" in again
    assert "schema/" not in again


def test_every_file_of_it_finds_its_schema(new: New) -> None:
    new("my-first")
    new("second")
    for path in [*Path("exercises").rglob("*.yaml"), *Path("solutions").rglob("*.yaml")]:
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text())
        assert named is not None, path
        assert (path.parent / named[1]).is_file(), path


def test_schemas_of_a_repository_are_referred_to(new: New) -> None:
    Path("docs/schema").mkdir(parents=True)
    Path("docs/schema/problem.schema.json").write_text("{}")
    new("my-first", "--exercises", "packs/one/exercises")
    text = Path("packs/one/exercises/my-first/problem.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=../../../../docs/schema/problem.")
    assert not Path("packs/one/schema").exists()


@pytest.mark.parametrize("form", COURSES)
def test_the_course_gets_one_slug_more_and_nothing_else_changes(form: str, new: New) -> None:
    new("double")
    before, after = COURSES[form]
    course = Path("exercises/course.yaml")
    course.write_bytes((HEAD + before).encode())
    course.chmod(0o640)
    assert "lists it last in 'One'" in new("halve").output
    assert course.read_bytes().decode() == HEAD + after
    assert course.stat().st_mode & 0o777 == 0o640
    assert open_pack(*PACK).check() == ()
    assert sorted(path.name for path in course.parent.iterdir()) == [
        "course.yaml",
        "double",
        "halve",
    ]


def test_a_course_whose_form_leaves_no_place_is_left_alone(new: New) -> None:
    new("double")
    course = Path("exercises/course.yaml")
    course.write_text(f"{HEAD}    problems:\n      -\n        double\n")
    before = course.read_bytes()
    result = new("halve")
    assert result.exit_code == 0
    assert "now add halve to a unit of exercises/course.yaml" in result.output
    assert course.read_bytes() == before


def test_a_problem_that_the_course_lists_already_is_only_written(new: New) -> None:
    new("double")
    course = Path("exercises/course.yaml")
    course.write_text(f"{HEAD}    problems: [halve, double]\n")
    new("halve")
    assert course.read_text() == f"{HEAD}    problems: [halve, double]\n"
    assert open_pack(*PACK).check() == ()


def test_without_a_course_the_folders_are_the_course(new: New) -> None:
    new("double")
    Path("exercises/course.yaml").unlink()
    assert new("halve").exit_code == 0
    assert not Path("exercises/course.yaml").exists()
    assert open_pack(*PACK).slugs == ("double", "halve")


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("My Slug", "try my-slug"),
        ("slide_kernel", "try slide-kernel"),
        ("../outside", "try outside"),
        ("a--b", "try a-b"),
        ("é", "such as slide-kernel"),
        ("a\n", "try a"),
        ("x" * 61, "try " + "x" * 60),
    ],
)
def test_a_bad_slug_is_explained(slug: str, words: str, new: New) -> None:
    result = new(slug)
    assert isinstance(result.exception, UsageError)
    assert "lower-case words, digits and single hyphens" in str(result.exception)
    assert str(result.exception).endswith(words)
    assert contents() == {}


@pytest.mark.parametrize("slug", ["class", "2d-conv", "x", "match"])
def test_a_slug_that_is_no_name_gets_a_function_all_the_same(slug: str, new: New) -> None:
    new(slug)
    file = open_pack(*PACK).problem(slug).file
    assert file.function == f"solve_{slug.replace('-', '_')}"


@pytest.mark.parametrize("title", ["", "  "])
def test_an_empty_title_is_explained(title: str, new: New) -> None:
    assert "the title is empty" in str(new("a", "--title", title).exception)


@pytest.mark.parametrize("title", ["no", "1", "a: b", '"', "# x", "ä", "[", "-", "a\nb", "Y"])
def test_any_title_is_read_back(title: str, new: New) -> None:
    new("one", "--title", title)
    assert open_pack(*PACK).problem("one").file.title == title


def test_nothing_is_overwritten(write_pack: WritePack, new: New) -> None:
    write_pack()
    before = contents()
    result = new("double")
    assert isinstance(result.exception, UsageError)
    assert "exercises/double/problem.yaml is there already" in str(result.exception)
    assert contents() == before


def test_a_file_in_the_way_stops_it_before_anything_is_written(new: New) -> None:
    Path("solutions/halve/accepted").mkdir(parents=True)
    Path("solutions/halve/accepted/mine.py").write_text("x = 1\n")
    result = new("halve")
    assert "solutions/halve/accepted/mine.py is there already" in str(result.exception)
    assert list(contents()) == ["solutions/halve/accepted/mine.py"]
    assert not Path("exercises").exists()


def test_a_course_that_cannot_be_read_stops_it(write_pack: WritePack, new: New) -> None:
    write_pack({"exercises/course.yaml": "titel: A\n"})
    before = contents()
    assert isinstance(new("halve").exception, PackError)
    assert contents() == before


@pytest.mark.parametrize("count", range(10))
def test_what_fails_half_way_leaves_nothing_behind(
    count: int, new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open
    left = [count]

    def failing(path: Path, mode: str = "r", **rest: str) -> object:
        if mode == "x":
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, "No space left on device", str(path))
        return opened(path, mode, **rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", failing)
    result = new("halve")
    assert "cannot be written: No space left on device" in str(result.exception)
    assert list(Path().iterdir()) == []


def test_what_was_cut_off_is_completed_by_the_same_command(new: New) -> None:
    new("one")
    new("two")
    whole = contents()
    course = Path("exercises/course.yaml")
    course.write_text(course.read_text().replace(", two", ""))
    Path("solutions/two/secret.yaml").unlink()
    assert new("two").exit_code == 0
    assert contents() == whole
    assert "is there already, as it was first written" in new("two").output
    assert contents() == whole


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(new: New) -> None:
    Path("exercises").mkdir(mode=0o500)
    assert "exercises/halve cannot be written" in str(new("halve").exception)


def test_a_file_instead_of_a_folder_is_named(new: New) -> None:
    Path("exercises").write_text("")
    result = new("halve")
    assert re.search("exercises.* cannot be written: ", str(result.exception))
    assert list(contents()) == ["exercises"]


def test_the_course_of_a_new_pack_is_named_after_its_folder(new: New, tmp_path: Path) -> None:
    scaffold(tmp_path / "deep-course/exercises", tmp_path / "deep-course/solutions", "one")
    course = yaml.safe_load((tmp_path / "deep-course/exercises/course.yaml").read_text())
    assert course["title"] == "Deep course"
    assert new("other", "--exercises", "deep-course/exercises").exit_code == 0


def test_from_a_folder_below_the_pack_is_the_one_above(
    new: New, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new("one")
    monkeypatch.chdir(tmp_path / "exercises" / "one")
    said = new("two").output
    assert f"wrote {tmp_path}/solutions/two/secret.yaml" in said
    assert "next:  grader verify two   then" in said
    assert open_pack(tmp_path / "exercises", tmp_path / "solutions").check() == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exercises", "schema", "solutions"]


def test_folders_elsewhere_are_named_in_what_comes_next(new: New) -> None:
    said = new("one", "--exercises", "deep/exercises", "--solutions", "private").output
    assert "grader verify one --exercises deep/exercises --solutions private " in said
    assert Path("private/one/secret.yaml").is_file()
