"""Write a class as one is handed in: so many students, every one of them with an answer or none.

    python benchmarks/make_class.py FOLDER [--students 100] [--problems 12] [--seed 0] [--tame]

FOLDER/submissions holds a folder, a notebook, a file or a zip of each student, FOLDER/roster.csv
their names. Answers come from solutions/: model solutions with other names inside, the listed
mistakes, stubs, and what goes wrong besides (KINDS). Students differ: who is good is good
throughout. The same seed gives the same class, byte for byte; --tame leaves out what does not load
or does not end, for measuring against graders that such answers would stop.
"""

from __future__ import annotations

import argparse
import io
import json
import tokenize
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from grader.load import Pack, open_pack
from grader.problem import Problem

ROOT = Path(__file__).resolve().parent.parent
KINDS = {  # how often a student at the middle of the class hands in what
    "right": 55.0,
    "known mistake": 24.0,
    "stub": 8.0,
    "nothing": 5.0,
    "raises": 4.0,
    "syntax error": 2.5,
    "cut off": 1.4,
    "endless loop": 0.1,
}
TAME = ("right", "known mistake", "raises")
FORMS = {"folder": 80, "zip": 8, "notebook": 8, "one file": 4}
FIRST = ("Ada", "Ben", "Chiara", "Dmitri", "Elif", "Fatima", "Grace", "Hugo", "Ines", "Jun", "Kofi")
LAST = ("Adams", "Bauer", "Chen", "Diaz", "Eriksson", "Ferrari", "Garcia", "Haddad", "Ito", "Kim")
OTHER_NAMES = {
    "row": ("i", "r", "y"),
    "column": ("j", "c", "col"),
    "rows": ("h_out", "n_rows", "height"),
    "columns": ("w_out", "n_cols", "width"),
    "out": ("result", "res", "output", "answer"),
    "window": ("patch", "part", "w"),
    "total": ("s", "acc", "sum_"),
}
REMARKS = ("# {name}", "# Homework, {name}", "#!/usr/bin/env python3\n# {name}", "")
ZIP_DATE = (2024, 10, 7, 8, 0, 0)


class Student(NamedTuple):
    """One who hands something in."""

    id: str
    name: str
    skill: float


def main() -> None:
    """Write the class that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--problems", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tame", action="store_true")
    options = parser.parse_args()
    problems = numpy_problems(options.problems)
    tally = write_class(options.folder, problems, options.students, options.seed, tame=options.tame)
    print(f"{options.students} students, {len(problems)} problems, in {options.folder}:")
    for kind, count in tally.items():
        print(f"  {count:6}  {kind}")


def numpy_problems(count: int) -> list[Problem]:
    """Return the first so many problems of the course that need no torch."""
    pack: Pack = open_pack(ROOT / "exercises", ROOT / "solutions")
    found = [pack.problem(slug) for slug in pack.slugs]
    return [problem for problem in found if "torch" not in problem.file.packages][:count]


def write_class(
    folder: Path, problems: list[Problem], students: int, seed: int, *, tame: bool = False
) -> dict[str, int]:
    """Write a class and its roster; return how often each kind of answer is in it."""
    random = Random(seed)
    tally = dict.fromkeys(KINDS, 0)
    hall = folder / "submissions"
    hall.mkdir(parents=True)
    roster = ["id,name,email"]
    for number in range(students):
        student = Student(f"s{number:05}", a_name(random), random.betavariate(4, 3))
        roster.append(f"{student.id},{student.name},{student.id}@example.org")
        answers: dict[str, str] = {}
        for problem in problems:
            kind = a_kind(student, random, tame=tame)
            tally[kind] += 1
            if kind != "nothing":
                answers[problem.slug] = an_answer(problem, kind, student, random)
        form = "folder" if tame else random.choices(list(FORMS), list(FORMS.values()))[0]
        hand_in(hall, student, answers, form)
    (folder / "roster.csv").write_text("\n".join(roster) + "\n")
    return {kind: count for kind, count in tally.items() if count}


def a_name(random: Random) -> str:
    """Return a first and a last name; two students may share them."""
    return f"{random.choice(FIRST)} {random.choice(LAST)}"


def a_kind(student: Student, random: Random, *, tame: bool) -> str:
    """Return what a student hands in: the better one is, the more often it is right."""
    kinds = TAME if tame else tuple(KINDS)
    odds = {kind: KINDS[kind] * (2 * (1 - student.skill)) for kind in kinds}
    odds["right"] = KINDS["right"] * 2 * student.skill
    return random.choices(list(odds), list(odds.values()))[0]


def an_answer(problem: Problem, kind: str, student: Student, random: Random) -> str:
    """Return the source of one answer."""
    if kind == "stub":
        return problem.file.stub
    if kind == "endless loop":
        return f"def {problem.file.function}(*arguments):\n    while True:\n        pass\n"
    if kind == "known mistake" and problem.mistakes:
        source = without_docstring(random.choice(problem.mistakes).source.decode())
    else:
        source = random.choice(problem.accepted).source.decode()
    remark = random.choice(REMARKS).format(name=student.name)
    own = f"{remark}\n{renamed(source, random)}".lstrip()
    if kind == "raises":
        return f"{own}\n\ndef {problem.file.function}(*arguments):\n    return reslut[0]\n"
    if kind == "syntax error":
        return own.replace(":\n", "\n", 1)
    if kind == "cut off":
        return own[: len(own) * 2 // 3]
    return own


def without_docstring(source: str) -> str:
    """Return a known mistake without the tutor's words at its top."""
    _, _, rest = source.partition('"""')
    return rest.partition('"""')[2].lstrip()


def renamed(source: str, random: Random) -> str:
    """Return a source with some of its variables called otherwise, its remarks kept."""
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    present = {token.string for token in tokens if token.type == tokenize.NAME}
    names: dict[str, str] = {}
    for name in sorted(OTHER_NAMES.keys() & present - given(tokens)):
        other = random.choice(OTHER_NAMES[name])
        if other not in present | set(names.values()):
            names[name] = other
    lines = source.splitlines(keepends=True)
    for before, token in reversed(list(pairwise(tokens))):
        other = names.get(token.string, "")
        if token.type == tokenize.NAME and other and before.string != ".":
            row, start = token.start
            line = lines[row - 1]
            lines[row - 1] = line[:start] + other + line[token.end[1] :]
    return "".join(lines)


def given(tokens: list[tokenize.TokenInfo]) -> set[str]:
    """Return names that may be parameters or arguments by name: they are not a student's choice."""
    found: set[str] = set()
    depth = 0
    for token, after in pairwise(tokens):
        depth += (token.string in "([{") - (token.string in ")]}") if token.string else 0
        if token.line.lstrip().startswith(("def ", "lambda ")) or (depth and after.string == "="):
            found.add(token.string)
    return found


def hand_in(hall: Path, student: Student, answers: dict[str, str], form: str) -> None:
    """Write what a student hands in, in one of the forms that students choose."""
    files = {f"{slug}.py": source for slug, source in answers.items()}
    if form == "zip":
        with zipfile.ZipFile(hall / f"{student.id}.zip", "w") as archive:
            for name, source in files.items():
                entry = zipfile.ZipInfo(f"{student.id}/{name}", ZIP_DATE)
                archive.writestr(entry, source, zipfile.ZIP_DEFLATED)
    elif form == "notebook":
        (hall / f"{student.id}.ipynb").write_text(notebook(answers))
    elif form == "one file":
        (hall / f"{student.id}.py").write_text("\n\n".join(answers.values()))
    else:
        (hall / student.id).mkdir()
        for name, source in files.items():
            (hall / student.id / name).write_text(source)


def notebook(answers: dict[str, str]) -> str:
    """Return a notebook with a remark and a cell for each answer."""
    cells = [cell for slug, source in answers.items() for cell in a_pair(slug, source)]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1)


def a_pair(slug: str, source: str) -> Iterator[dict[str, object]]:
    """Yield the cell that says what comes and the cell that is it."""
    yield {"cell_type": "markdown", "id": f"{slug}-t", "metadata": {}, "source": f"## {slug}"}
    yield {
        "cell_type": "code",
        "id": f"{slug}-c",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }


if __name__ == "__main__":
    main()
