"""Which files are submissions to which problems."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hand_ins import notebook, zip_of
from small_pack import PROBLEM, WritePack

from grader.collect import MAX_SOURCE, Collected, collect
from grader.errors import UsageError
from grader.load import Pack, open_pack

COURSE = """\
title: Names
units:
  - title: One
    problems: [double, soft-max, count-words, 2-sum, soft-max-rows]
"""
FUNCTIONS = {
    "double": "double",
    "soft-max": "softmax",
    "count-words": "count",
    "2-sum": "pair_sum",
    "soft-max-rows": "softmax",
}


@pytest.fixture
def pack(write_pack: WritePack) -> Pack:
    """Return a pack of five problems, two of which ask for a function of the same name."""
    files: dict[str, str | bytes | None] = {"exercises/course.yaml": COURSE}
    for slug, function in FUNCTIONS.items():
        text = PROBLEM.replace("def double", f"def {function}")
        text = text.replace("function: double", f"function: {function}")
        files[f"exercises/{slug}/problem.yaml"] = text
    root = write_pack(files)
    (root / "mine").mkdir()
    return open_pack(root / "exercises")


def put(name: str, source: str = "x = 1\n") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return path


def put_bytes(name: str, data: bytes) -> None:
    put(name).write_bytes(data)


def slugs(collected: Collected) -> list[str]:
    return [one.slug for one in collected.submissions]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("mine/soft-max.py", "soft-max"),
        ("mine/soft_max.py", "soft-max"),
        ("mine/Soft_Max.py", "soft-max"),
        ("mine/05_soft_max.py", "soft-max"),
        ("mine/05-soft-max.py", "soft-max"),
        ("mine/5. soft-max.py", "soft-max"),
        ("mine/2-sum.py", "2-sum"),
        ("mine/2_sum.py", "2-sum"),
        ("mine/07_2_sum.py", "2-sum"),
        ("mine/soft-max-rows.py", "soft-max-rows"),
        ("mine/soft-max/answer.py", "soft-max"),
        ("mine/03_soft_max/deep/answer.py", "soft-max"),
        ("mine/soft-max/double.py", "double"),  # its own name is nearer
        ("mine/soft-max/count-words/answer.py", "count-words"),  # so is the nearest folder's
    ],
)
def test_a_file_belongs_to_what_it_or_its_folder_is_named_after(
    pack: Pack, name: str, slug: str
) -> None:
    put(name)
    assert slugs(collect(pack, [name])) == [slug]
    assert slugs(collect(pack, ["mine"])) == [slug]


def test_the_folders_of_a_pack_name_their_files(pack: Pack) -> None:
    put("solutions/soft-max/wrong_answer/no_shift.py")
    folder = "solutions/soft-max/wrong_answer"
    assert slugs(collect(pack, [folder])) == ["soft-max"]
    assert slugs(collect(pack, ["solutions"])) == ["double", "double", "soft-max"]


def test_a_folder_beside_the_present_one_is_named_by_its_own_path(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("soft-max/mine.py")
    put("other/answer.py", "def double(x): return x\n")
    monkeypatch.chdir("soft-max")
    assert slugs(collect(pack, ["."])) == ["soft-max"]
    assert slugs(collect(pack, ["../other/answer.py"])) == ["double"]


def test_a_function_alone_names_the_problem(pack: Pack) -> None:
    put("mine/answer.py", "import os\n\n\ndef double(x):\n    return x\n")
    assert slugs(collect(pack, ["mine"])) == ["double"]


def test_one_file_may_answer_several_problems(pack: Pack) -> None:
    put(
        "mine/all.py",
        "def count(t):\n    pass\nclass double:\n    pass\nasync  def  nothing(): 0\n",
    )
    collected = collect(pack, ["mine"])
    assert slugs(collected) == ["double", "count-words"]
    assert {one.label for one in collected.submissions} == {"mine/all.py"}


def test_a_function_that_two_problems_ask_for_names_neither(pack: Pack) -> None:
    path = put("mine/answer.py", "def softmax(x):\n    return x\n")
    with pytest.raises(UsageError, match="softmax is what soft-max and soft-max-rows ask for"):
        collect(pack, [str(path)])
    put("mine/double.py")
    collected = collect(pack, ["mine"])
    assert slugs(collected) == ["double"]
    (note,) = collected.notes
    assert note.startswith("mine/answer.py: softmax is what soft-max and soft-max-rows ask for")
    assert note.endswith("name the file after one of them")


def test_a_nested_function_is_no_answer(pack: Pack) -> None:
    put("mine/answer.py", "class Mine:\n    def double(self): ...\n")
    with pytest.raises(UsageError, match="nothing to judge"):
        collect(pack, ["mine"])


def test_a_problem_name_finds_its_file_here_and_below(pack: Pack) -> None:
    put("mine/01_soft_max.py")
    put("mine/soft-max-rows.py")
    assert [one.label for one in collect(pack, ["soft-max"]).submissions] == ["mine/01_soft_max.py"]


def test_a_problem_without_a_file_says_which_to_write(pack: Pack) -> None:
    with pytest.raises(UsageError, match=r"no soft-max\.py in this folder or below"):
        collect(pack, ["soft-max"])


def test_submissions_come_in_the_order_of_the_course_each_once(pack: Pack) -> None:
    for slug in FUNCTIONS:
        put(f"mine/{slug}.py")
    Path("solutions/double/accepted/plain.py").unlink()
    Path("solutions/double/wrong_answer/squares.py").unlink()
    targets = ["mine/count-words.py", "mine", "./mine", "double"]
    assert slugs(collect(pack, targets)) == list(FUNCTIONS)
    assert slugs(collect(pack, [])) == list(FUNCTIONS)


def test_the_source_is_read_as_it_is(pack: Pack) -> None:
    path = Path("mine/double.py")
    path.write_bytes(b"\xff\r\n\x00")
    assert collect(pack, ["mine"]).submissions[0].source == b"\xff\r\n\x00"


@pytest.mark.parametrize("folder", [".git", ".venv", "__pycache__", "venv", "node_modules"])
def test_folders_that_hold_no_answers_are_skipped(pack: Pack, folder: str) -> None:
    put(f"mine/{folder}/double.py")
    put("mine/.double.py")
    put("mine/soft-max.py")
    assert slugs(collect(pack, ["mine"])) == ["soft-max"]


def test_links_are_not_followed(pack: Pack) -> None:
    hidden = put("secret/plain.py", "def double(x): return 2 * x\n").absolute()
    put("mine/soft-max.py")
    Path("mine/double.py").symlink_to(hidden)
    Path("mine/count-words").symlink_to(hidden.parent)
    collected = collect(pack, ["mine"])
    assert slugs(collected) == ["soft-max"]
    assert "mine/double.py is a link and was not followed" in collected.notes


@pytest.mark.parametrize("target", ["mine/double.py", "mine/count-words"])
def test_a_link_as_a_target_is_refused(pack: Pack, target: str) -> None:
    hidden = put("secret/plain.py").absolute()
    Path("mine/double.py").symlink_to(hidden)
    Path("mine/count-words").symlink_to(hidden.parent)
    with pytest.raises(UsageError, match="is a link"):
        collect(pack, [target])


def test_a_problem_name_follows_no_link_either(pack: Pack) -> None:
    Path("mine/soft-max.py").symlink_to(put("secret/plain.py").absolute())
    with pytest.raises(UsageError, match=r"no soft-max\.py"):
        collect(pack, ["soft-max"])
    put("mine/ours/soft-max.py")
    collected = collect(pack, ["soft-max"])
    assert [one.label for one in collected.submissions] == ["mine/ours/soft-max.py"]
    assert collected.notes == ("mine/soft-max.py is a link and was not followed",)


def test_a_huge_file_is_refused_by_name_and_passed_over_in_a_folder(pack: Pack) -> None:
    Path("mine/soft-max.py").write_bytes(b"#" * (MAX_SOURCE + 1))
    Path("mine/stranger.py").write_bytes(b"#" * (MAX_SOURCE + 1))
    Path("mine/double.py").write_bytes(b"#" * MAX_SOURCE)
    with pytest.raises(UsageError, match="over 1 MB"):
        collect(pack, ["mine/soft-max.py"])
    with pytest.raises(UsageError, match="over 1 MB"):
        collect(pack, ["soft-max"])
    collected = collect(pack, ["mine"])
    assert slugs(collected) == ["double"]
    assert len(collected.notes) == 2
    assert all("over 1 MB" in note for note in collected.notes)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_keeps_nobody_waiting(pack: Pack) -> None:
    os.mkfifo("mine/soft-max.py")
    put("mine/double.py")
    with pytest.raises(UsageError, match="no regular file"):
        collect(pack, ["mine/soft-max.py"])
    collected = collect(pack, ["mine"])
    assert slugs(collected) == ["double"]
    assert "no regular file" in collected.notes[0]


def test_an_unreadable_file_says_why(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    put("mine/soft-max.py")
    put("mine/double.py")
    read = Path.open

    def refuse(path: Path, mode: str = "r") -> object:  # chmod does not bind root
        if path.name == "soft-max.py":
            raise PermissionError(13, "Permission denied")
        return read(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UsageError, match=r"soft-max\.py cannot be read: Permission denied"):
        collect(pack, ["mine/soft-max.py"])
    collected = collect(pack, ["mine"])
    assert slugs(collected) == ["double"]
    assert "Permission denied" in collected.notes[0]


def test_a_file_that_is_no_python_is_refused(pack: Pack) -> None:
    put("mine/soft-max.txt")
    with pytest.raises(UsageError, match="no Python file"):
        collect(pack, ["mine/soft-max.txt"])
    with pytest.raises(UsageError, match="nothing to judge in mine"):
        collect(pack, ["mine"])


@pytest.mark.parametrize(
    ("target", "words"),
    [("softmax", "did you mean 'soft-max'"), ("doubel", "'double'"), ("zzz", "'zzz'")],
)
def test_an_unknown_name_suggests_a_near_one(pack: Pack, target: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        collect(pack, [target])


def test_nothing_found_says_what_was_passed_over(pack: Pack) -> None:
    put("mine/stranger.py")
    with pytest.raises(UsageError, match=r"nothing to judge(?s:.*)mine/stranger\.py belongs to no"):
        collect(pack, ["mine"])


def test_a_notebook_answers_each_problem_whose_function_it_defines(pack: Pack) -> None:
    cells = (
        "import matplotlib\n%pylab",
        "def count(t):\n    return 1",
        "def double(x):\n  return x",
    )
    put_bytes("mine/work.ipynb", notebook(*cells))
    for targets in (["mine/work.ipynb"], ["mine"]):
        collected = collect(pack, targets)
        assert slugs(collected) == ["double", "count-words"]
        assert {one.label for one in collected.submissions} == {"mine/work.ipynb"}
        assert b"return 1" in collected.submissions[1].source
        assert b"return 1" not in collected.submissions[0].source


def test_a_notebook_belongs_to_what_it_is_named_after_and_to_what_its_cells_are_marked_with(
    pack: Pack,
) -> None:
    marked = "%%grade soft-max-rows\ndef softmax(x):\n    return 'rows'"
    plain = "def softmax(x):\n    return 'plain'"
    put_bytes("mine/05_soft_max.ipynb", notebook(marked, plain, "def double(x): pass"))
    collected = collect(pack, ["mine"])
    assert slugs(collected) == ["soft-max", "soft-max-rows"]
    assert [b"'rows'" in one.source for one in collected.submissions] == [False, True]


def test_a_function_that_two_problems_ask_for_has_to_be_marked_in_a_notebook(pack: Pack) -> None:
    put_bytes("mine/work.ipynb", notebook("def softmax(x): pass", "%%grade nothing\nx = 1"))
    with pytest.raises(UsageError) as caught:
        collect(pack, ["mine/work.ipynb"])
    shared, unknown = str(caught.value).splitlines()
    assert shared.startswith("mine/work.ipynb: softmax is what soft-max and soft-max-rows ask for")
    assert shared.endswith("begin its cell with %%grade and the one that is meant")
    assert unknown.startswith("mine/work.ipynb: %%grade nothing names no problem; the problems are")


def test_a_problem_name_finds_its_answer_in_a_notebook(pack: Pack) -> None:
    put_bytes("mine/work.ipynb", notebook("def double(x): return x", "def count(t): pass"))
    assert slugs(collect(pack, ["double"])) == ["double"]
    put("mine/double.py")  # the file that is named after it goes before
    assert [one.label for one in collect(pack, ["double"]).submissions] == ["mine/double.py"]
    with pytest.raises(UsageError, match=r"no 2-sum\.py"):
        collect(pack, ["2-sum"])


def test_what_is_no_notebook_says_so(pack: Pack) -> None:
    put("mine/work.ipynb", "x = 1")
    with pytest.raises(UsageError, match=r"mine/work\.ipynb is no notebook"):
        collect(pack, ["mine/work.ipynb"])
    put("mine/double.py")
    assert "is no notebook" in collect(pack, ["mine"]).notes[0]


def test_an_archive_is_opened_by_name_and_in_a_folder(pack: Pack) -> None:
    files = {"count_words.py": "x = 1\n", "a/answer.py": "def double(x): ...", "../bad.py": "x"}
    put_bytes("mine/hand_in.zip", zip_of(files))
    for targets in (["mine/hand_in.zip"], ["mine"]):
        collected = collect(pack, targets)
        assert [(one.slug, one.label) for one in collected.submissions] == [
            ("double", "mine/hand_in.zip/a/answer.py"),
            ("count-words", "mine/hand_in.zip/count_words.py"),
        ]
        assert collected.notes == (
            "hand_in.zip: ../bad.py would lie outside of the archive's folder",
        )


def test_an_archive_named_after_a_problem_is_a_folder_of_that_name(pack: Pack) -> None:
    put_bytes("mine/soft-max.zip", zip_of({"answer.py": "x = 1\n"}))
    assert slugs(collect(pack, ["mine"])) == ["soft-max"]


def test_a_damaged_archive_says_so(pack: Pack) -> None:
    put("mine/work.zip", "PK")
    with pytest.raises(UsageError, match=r"work\.zip is damaged"):
        collect(pack, ["mine/work.zip"])


@pytest.mark.parametrize("name", ["double.txt", "1-double.py.txt", "Double.TXT"])
def test_an_answer_saved_as_text_is_to_be_saved_as_python(pack: Pack, name: str) -> None:
    put(f"mine/{name}")
    python = name.split(".", maxsplit=1)[0] + ".py"
    for target in ("double", f"mine/{name}"):
        with pytest.raises(UsageError, match=rf"{name}.*; save it as {python}"):
            collect(pack, [target])


def test_a_path_that_is_not_there_names_the_problem_that_was_meant(pack: Pack) -> None:
    with pytest.raises(UsageError, match="did you mean 'soft-max'"):
        collect(pack, ["elsewhere/02-soft_max.py"])


def test_an_unknown_name_that_is_near_to_none_lists_the_problems(pack: Pack) -> None:
    with pytest.raises(UsageError, match=r"'7'; the problems are: double, soft-max, count-words"):
        collect(pack, ["7"])


def test_an_empty_folder_says_how_to_begin(pack: Pack) -> None:
    os.chdir("mine")
    with pytest.raises(UsageError) as caught:
        collect(pack, [])
    first, *others = str(caught.value).splitlines()
    assert first.startswith("nothing to judge in this folder")
    assert others == [
        "if your exercises are in another folder, go there with cd",
        "if you have none yet, get them: grader init my-course",
    ]
