"""No secret input, answer or known mistake's output reaches a student, whatever is handed in.

The secret group's inputs are rare numbers, and so are the answers and what the known mistake gives.
Submissions try to carry them out by every way there is; the search is for the numbers in any
notation that they were sent in.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.render.formats import FORMATS

INPUT = 748293
ANSWER = 2 * INPUT
MISTAKE = 3 * INPUT
NUMBERS = (INPUT, ANSWER, MISTAKE)
PROBLEM = """\
title: Double it
function: double
points: 10
packages: [numpy]
forbid: [np.convolve]
time_limit: 1
memory: 128
parameters:
  x: {type: any}
returns: {type: float}
statement: |
  Return twice the number.
stub: |
  def double(x):
      raise NotImplementedError
reference: 2 * x
groups:
  - name: by hand
    inputs: {x: 2}
    expect: 4
"""
SECRET = f"""\
groups:
  - name: hidden
    points: 5
    inputs: {{x: {INPUT}}}
    repeat: 3
    hint: think of large numbers
  - name: hidden in a call
    inputs: {{x: {INPUT}}}
    call: |
      yield "once", double(x)
      yield "again", double(x)
"""
MISTAKE_FILE = '"""You treble the number."""\n\n\ndef double(x):\n    return 3 * x\n'
HEAD = """\
import sys
import numpy as np
SECRET = 1000
LETTERS = {str(d): c for d, c in enumerate('abcdefghij')}


def spelled(n):
    return 'leak' + ''.join(LETTERS[d] for d in str(n))


"""
WAYS = {
    "message": "if x > SECRET:\n    raise ValueError(f'{x} {2 * x} {3 * x}')",
    "type name": "if x > SECRET:\n    raise type(f'E{x}', (Exception,), {})()",
    "type name of a builtin's kind": (
        "if x > SECRET:\n    raise type(f'Value{x}Error', (ValueError,), {})(x)"
    ),
    "notes": "if x > SECRET:\n    e = ValueError(x); e.add_note(str(x)); raise e",
    "cause": "if x > SECRET:\n    raise ValueError(x) from KeyError(x)",
    "function name": (
        "if x > SECRET:\n    def f(): raise ValueError\n"
        "    f.__code__ = f.__code__.replace(co_name=spelled(x), co_qualname=spelled(x))\n    f()"
    ),
    "line": (
        "if x > SECRET:\n    def f(): raise ValueError\n"
        "    f.__code__ = f.__code__.replace(co_firstlineno=x)\n    f()"
    ),
    "line table": "if x > SECRET:\n    exec(compile('\\n' * (x - 1) + '1/0', FILE, 'exec'))",
    "linecache": (
        "if x > SECRET:\n    import linecache\n"
        "    linecache.cache[FILE] = (1, None, [spelled(x)] * 99, FILE); 1 / 0"
    ),
    "module file": "if x > SECRET:\n    globals()['__file__'] = spelled(x); 1 / 0",
    "printed": "print(x, 2 * x, 3 * x, flush=True)\nprint(spelled(x), file=sys.stderr)",
    "printed, then wrong": "print(x)\nreturn x",
    "warned": "import warnings\nwarnings.warn(str(x))\nreturn x",
    "returned": "return x",
    "returned text": "return str(x)",
    "returned dict": "return {str(x): 2 * x, spelled(x): x}",
    "returned list": "return [x, 2 * x, 3 * x]",
    "returned object": "return type(f'T{x}', (), {})()",
    "returned array": "return np.full(3, x)",
    "returned shape": "return np.zeros((x, 2), dtype=bool)" if INPUT < 10**7 else "",
    "returned too much": "return np.zeros((x, 10**6))",
    "returned long text": "return str(x) * 10_000",
    "mistake": "return 3 * x",
    "right": "return 2 * x",
    "exit status": "if x > SECRET:\n    import os; os._exit(x % 251)",
    "exit text": "if x > SECRET:\n    sys.exit(str(x))",
    "signal": (
        "if x > SECRET:\n    import ctypes\n    ctypes.string_at(0)\n"
    ),
    "time": "if x > SECRET:\n    import time; time.sleep(x / 10**6)\nreturn 2 * x + 1",
    "time limit": "while x > SECRET:\n    pass",
    "memory": "if x > SECRET:\n    return bytearray(x * 10**6)",
    "output": "while x > SECRET:\n    print(x)",
    "forbidden": "if x > SECRET:\n    getattr(np, 'con' + 'volve')([x], [x])",
    "forbidden name": "return np.convolve([x], [x])",
    "keyword": "if x > SECRET:\n    double(**{spelled(x): 1})",
    "assertion": "assert x < SECRET, x",
    "recursion": "if x > SECRET:\n    return double(x)",
    "garbled": (
        "if x > SECRET:\n    import os\n    for fd in range(3, 9):\n"
        "        try: os.write(fd, str(x).encode())\n        except OSError: pass"
    ),
    "later": (
        "globals()['SEEN'] = globals().get('SEEN', []) + [x]\n"
        "if x < SECRET: return SEEN\nreturn 0"
    ),
    "not there": "",
}  # fmt: skip
WHOLE = {
    "stub": "def double(x):\n    raise NotImplementedError\n",
    "broken": "def double(x:\n",
    "missing": "def other(x):\n    return x\n",
    "no import": "import nowhere\n\n\ndef double(x):\n    return x\n",
}


EVERY_FORMAT = """
import pathlib
from grader.cli import main, run
from grader.render.formats import FORMATS, renderer

def write(report, layout, output):
    kept(report, layout, output)
    folder = pathlib.Path("formats")
    folder.mkdir()
    for name in FORMATS:
        (folder / name).write_text(renderer(name)(report), encoding="utf-8")

kept, run._write = run._write, write
main()
"""
"""The command, and beside what it writes the same report in every other format."""


def source_of(body: str) -> str:
    indented = "".join(f"    {line}\n" for line in body.splitlines()) or "    pass\n"
    return HEAD.replace("SECRET = 1000", "SECRET = 1000\nFILE = __file__") + (
        f"def double(x):\n{indented}"
    )


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pack")


@pytest.fixture(scope="module")
def outputs(pack: Path) -> tuple[str, str, dict[str, Any]]:
    """Judge every submission, and return the text, what went to errors, and the JSON."""
    files = {
        "exercises/course.yaml": "title: C\nunits: [{title: U, problems: [double]}]\n",
        "exercises/double/problem.yaml": PROBLEM,
        "solutions/double/secret.yaml": SECRET,
        "solutions/double/accepted/plain.py": "def double(x):\n    return 2 * x\n",
        "solutions/double/wrong_answer/treble.py": MISTAKE_FILE,
    }
    files |= {f"in/{way}/double.py": source_of(body) for way, body in WAYS.items()}
    files |= {f"in/{way}/double.py": text for way, text in WHOLE.items()}
    for name, text in files.items():
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", EVERY_FORMAT, "run", "in", "--exercises", "exercises", "-j", "2",
         "--solutions", "solutions", "--no-require-sandbox", "--format", "json", "-o", "r.json"],
        cwd=pack, check=False, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    return done.stdout, done.stderr, json.loads((pack / "r.json").read_text())


@pytest.fixture(scope="module")
def formats(outputs: tuple[str, str, dict[str, Any]], pack: Path) -> dict[str, str]:
    """Return what the same run is in every format."""
    assert outputs[2]["problems"]
    found = (pack / "formats").iterdir()
    return {path.name: path.read_text(encoding="utf-8") for path in found}


def results(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {Path(one["submission"]).parts[-2]: one for one in report["problems"]}


def leaks(text: str) -> list[str]:
    """Return the numbers that a text gives away, in digits or in letters."""
    found = [str(number) for number in NUMBERS if str(number) in re.sub(r"[_,. ]", "", text)]
    spelled = ["leak" + "".join("abcdefghij"[int(d)] for d in str(n)) for n in NUMBERS]
    return found + [word for word in spelled if word in text]


def test_no_number_is_in_any_output(outputs: tuple[str, str, dict[str, Any]]) -> None:
    text, errors, report = outputs
    assert leaks(errors) == []
    for way, one in results(report).items():
        assert (way, leaks(json.dumps(one))) == (way, [])
    paragraphs = re.split(r"\n(?=double  )", text)
    assert [part for part in paragraphs if leaks(part)] == []


def test_no_number_is_in_any_format(formats: dict[str, str]) -> None:
    assert set(formats) == set(FORMATS)
    formats["github-classroom"] = base64.b64decode(formats["github-classroom"]).decode()
    assert [name for name, text in formats.items() if leaks(text)] == []
    lacking = [name for name, text in formats.items() if "You treble the number." not in text]
    assert lacking == ["github"]  # ten annotations have no room for the submission with it


def test_every_verdict_was_there(outputs: tuple[str, str, dict[str, Any]]) -> None:
    verdicts = {
        case["verdict"]
        for one in outputs[2]["problems"]
        for group in one["groups"]
        for case in group["cases"]
    }
    assert verdicts == {
        "accepted",
        "wrong answer",
        "runtime error",
        "time limit",
        "memory limit",
        "output limit",
        "forbidden",
        "skipped",
        "not attempted",
    }


def test_the_ways_got_as_far_as_the_secret(outputs: tuple[str, str, dict[str, Any]]) -> None:
    """What is to be kept back did happen: else the search above would prove nothing."""
    found = results(outputs[2])
    for way in ("message", "type name", "function name", "line", "exit status", "linecache"):
        hidden = [group for group in found[way]["groups"] if group["secret"]]
        assert {group["verdict"] for group in hidden} == {"runtime error"}, way
    assert found["mistake"]["mistake"] == {"name": "treble", "says": "You treble the number."}
    assert found["right"]["verdict"] == "accepted"


def test_of_a_secret_crash_the_builtin_name_is_told_and_no_other(
    outputs: tuple[str, str, dict[str, Any]],
) -> None:
    found = results(outputs[2])
    cases = {way: found[way]["groups"][1]["cases"][0] for way in WAYS}
    says = {way: case.get("message") for way, case in cases.items()}
    assert says["message"] == "ValueError"
    assert says["type name"] == "an exception of its own"
    assert says["type name of a builtin's kind"] == "an exception of its own"
    assert says["exit status"] == "it ended its own process"


def test_a_secret_group_gives_one_reason_at_most(
    outputs: tuple[str, str, dict[str, Any]],
) -> None:
    for one in outputs[2]["problems"]:
        for group in one["groups"]:
            if group["secret"]:
                told = [case for case in group["cases"] if case.get("message") or case.get("lines")]
                assert len(told) <= 1
                assert all(len(case.get("lines", ())) <= 1 for case in told)
                assert not any("seconds" in case for case in group["cases"])


def test_a_line_beyond_the_file_is_not_told(outputs: tuple[str, str, dict[str, Any]]) -> None:
    found = results(outputs[2])
    for way in ("line", "line table"):
        for group in found[way]["groups"]:
            for case in group["cases"]:
                assert all(line < 40 for line in case.get("lines", ())), way


def test_public_calls_come_before_any_secret_one() -> None:
    """So what a public case shows cannot hold a secret one's data."""
    from small_problem import small_problem

    from grader.cases import draw_cases

    secret = [case.secret for case in draw_cases(small_problem(), 0)]
    assert secret == sorted(secret)
    assert len(set(secret)) == 2


def test_a_fault_of_ours_tells_no_number() -> None:
    from small_problem import small_problem

    from grader.judging.judge import _crash
    from grader.judging.judgement import judge_error
    from grader.render.json_report import json_report
    from grader.render.text import problem_text
    from grader.report import Report
    from grader.submission import Submission

    with pytest.raises(KeyError) as caught:
        {0: 0}[INPUT]
    submission = Submission("double", "double.py", b"")
    result = judge_error(small_problem(), submission, _crash(caught.value))
    assert "KeyError" in problem_text(result)
    assert leaks(problem_text(result) + json_report(Report((result,), "none"))) == []
