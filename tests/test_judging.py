"""From a source to a result: verdicts, points, the named mistake, and what is kept secret."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_pack import PROBLEM, SECRET, WritePack
from small_problem import small_problem

from grader.answers import AnswerKey, KnownMistake
from grader.cases import Case
from grader.cli.run import exit_status
from grader.errors import PackError, SandboxUnavailable
from grader.execute import Execution
from grader.judging.judgement import judgement
from grader.load import open_pack
from grader.outcome import Outcome, Raised, Returned, Skipped
from grader.pack_file import Group
from grader.render.html_report import html_report
from grader.render.json_report import json_report
from grader.render.text import problem_text, summary_text
from grader.report import ProblemResult, Report
from grader.sandbox import Sandbox, Sandboxes
from grader.scoring import total
from grader.session import Session
from grader.spawning import Kind
from grader.submission import Submission
from grader.values import encode
from grader.verdict import Verdict

ROOT = Path(__file__).parents[1]
RIGHT = "def double(x):\n    return 2 * x\n"
SQUARES = "def double(x):\n    return x * x\n"

OpenSession = Callable[[], Session]
JudgeSource = Callable[[str], ProblemResult]


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    with Sandboxes() as started:
        yield started


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def session(write_pack: WritePack, sandboxes: Sandboxes, cache: Path) -> OpenSession:
    """Return what opens a session of the small pack, or of what a test wrote over it."""
    root = write_pack()

    def opened() -> Session:
        assert cache.parent == root
        one = Session(open_pack(root / "exercises", root / "solutions"), sandboxes)
        one.prepare(["double"])
        return one

    return opened


@pytest.fixture
def judged(session: OpenSession) -> JudgeSource:
    """Return what judges a source by the small pack."""
    return lambda source: judge(session(), source)


def judge(session: Session, source: str) -> ProblemResult:
    submission = Submission("double", "mine/double.py", dedent(source).encode())
    (result,) = session.results([submission], jobs=1)
    return result


def rendered(result: ProblemResult) -> str:
    """Return every rendered format, one after the other."""
    report = Report((result,), "isolation")
    return problem_text(result) + summary_text(report) + json_report(report) + html_report(report)


# Verdicts


def test_a_right_answer_has_full_marks(judged: JudgeSource) -> None:
    result = judged(RIGHT)
    assert result.verdict is Verdict.ACCEPTED
    assert (result.score, result.max_score) == (10, 10)
    assert (str(result.public), str(result.secret)) == ("1/1", "3/3")
    assert result.mistake is None


def test_a_known_mistake_is_named(judged: JudgeSource) -> None:
    result = judged("def double(x):\n    return x**2\n")
    assert result.verdict is Verdict.WRONG_ANSWER
    assert result.score == 0
    assert result.mistake is not None
    assert result.mistake.name == "squares"
    assert result.mistake.says.startswith("You square the numbers")


def test_another_mistake_is_not(judged: JudgeSource) -> None:
    assert judged("def double(x):\n    return 3 * x\n").mistake is None


@pytest.mark.parametrize(
    "source",
    [
        PROBLEM.partition("stub: |\n")[2].partition("reference")[0],
        "import numpy as np\n\n\ndef double(x):\n    y = x + x\n    raise NotImplementedError\n",
        "def double(x):\n    raise NotImplementedError('to do')\n",
    ],
    ids=["as shipped", "begun", "with words"],
)
def test_what_still_raises_not_implemented_is_not_attempted(
    judged: JudgeSource, source: str
) -> None:
    result = judged(source)
    assert result.verdict is Verdict.NOT_ATTEMPTED
    assert result.score == 0
    assert {group.verdict for group in result.groups} == {Verdict.NOT_ATTEMPTED}
    assert str(result.secret) == "0/3"
    assert exit_status(Report((result,), "")) == 0


def test_a_missing_function_suggests_the_near_one(judged: JudgeSource) -> None:
    result = judged("def dubble(x):\n    return 2 * x\n")
    assert result.verdict is Verdict.RUNTIME_ERROR
    assert result.failure is not None
    assert "no function 'double'" in result.failure.says
    assert "'dubble'" in result.failure.fix


def test_a_syntax_error_points_at_its_line(judged: JudgeSource) -> None:
    result = judged("def double(x):\n    y = x +\n    return y\n")
    assert result.verdict is Verdict.RUNTIME_ERROR
    assert result.failure is not None
    assert result.failure.frames[-1].line == 2
    assert result.quotes == {2: "y = x +"}


def test_an_error_at_import_names_the_students_line(judged: JudgeSource) -> None:
    result = judged("import math\n\nmath.sqrt(-1)\n")
    assert result.failure is not None
    assert "ValueError" in result.failure.says
    assert result.failure.frames[-1].line == 3


def test_a_changed_input_is_no_right_answer(judged: JudgeSource) -> None:
    result = judged("def double(x):\n    y = 2 * x\n    x += 1\n    return y\n")
    assert result.verdict is Verdict.WRONG_ANSWER
    failure = result.groups[0].cases[0].failure
    assert failure is not None
    assert "changed its input x" in failure.says


def test_a_type_named_to_disturb_the_screen_does_not(judged: JudgeSource) -> None:
    result = judged(
        r"""
        Trap = type("\x1b[2J\u202e", (), {})

        def double(x):
            return Trap()
        """
    )
    text = problem_text(result)
    assert "\x1b[2J" not in text
    assert "\u202e" not in text
    failure = result.groups[0].cases[0].failure
    assert failure is not None
    assert failure.says.isprintable()


def test_a_huge_text_is_not_shown_whole(judged: JudgeSource) -> None:
    result = judged("def double(x):\n    return 'y' * 9000\n")
    assert len(problem_text(result)) < 3000


# What is forbidden


FORBID = {
    "exercises/double/problem.yaml": PROBLEM.replace(
        "packages: [numpy]", "packages: [numpy]\nforbid: [np.add, np.square]"
    )
}


@pytest.mark.parametrize(
    "expression", ["np.square(x)", "getattr(np, 'squ' + 'are')(x)"], ids=["read", "met"]
)
def test_what_is_forbidden_scores_nothing(
    write_pack: WritePack, judged: JudgeSource, expression: str
) -> None:
    write_pack(FORBID)
    result = judged(f"import numpy as np\n\n\ndef double(x):\n    return {expression}\n")
    assert result.verdict is Verdict.FORBIDDEN
    assert result.score == 0
    assert "square" in rendered(result)


def test_a_forbidden_call_in_one_case_costs_all_points(
    write_pack: WritePack, judged: JudgeSource
) -> None:
    write_pack(FORBID)
    result = judged(
        """
        import numpy as np

        def double(x):
            return getattr(np, "ad" + "d")(x, x) if list(x) == [1, 2, 3] else 2 * x
        """
    )
    assert result.verdict is Verdict.FORBIDDEN
    assert result.score == 0
    assert str(result.secret) == "3/3"


def test_a_forbidden_call_that_was_caught_is_still_one(
    write_pack: WritePack, judged: JudgeSource
) -> None:
    write_pack(FORBID)
    for ending in ("pass", "raise ValueError('as if nothing had been')"):
        result = judged(
            f"""
            import numpy as np

            def double(x):
                try:
                    getattr(np, "ad" + "d")(x, x)
                except Exception:
                    {ending}
                return 2 * x
            """
        )
        assert result.verdict is Verdict.FORBIDDEN
        assert result.score == 0


def test_a_forbidden_source_names_its_mistake_all_the_same(
    write_pack: WritePack, judged: JudgeSource
) -> None:
    write_pack(FORBID)
    source = f"import numpy as np\n\nunused = lambda x: np.add(x, x)\n\n\n{SQUARES}"
    result = judged(source)
    assert result.verdict is Verdict.FORBIDDEN
    assert result.score == 0
    assert result.failure is not None
    assert result.failure.frames[-1].line == 3
    assert result.mistake is not None
    assert result.mistake.name == "squares"


def test_a_source_that_fails_where_nothing_is_forbidden_is_no_fault_of_ours(
    write_pack: WritePack, judged: JudgeSource
) -> None:
    write_pack(FORBID)
    result = judged(
        """
        import numpy as np

        try:
            np.square(1)
        except Exception:
            pass
        else:
            raise SystemExit

        def double(x):
            return x * x
        """
    )
    assert result.verdict is Verdict.FORBIDDEN
    assert result.score == 0
    assert result.mistake is not None
    assert result.mistake.name == "squares"


# Points


GROUPS = (
    Group(name="first", points=3, inputs={"x": [1]}, repeat=2),
    Group(name="second", inputs={"x": [2]}, repeat=3),
    Group(name="third", inputs={"x": [3]}),
)


@given(st.lists(st.booleans(), min_size=7, max_size=7))
def test_a_group_stands_or_falls_as_a_whole(right: list[bool]) -> None:
    problem = small_problem(secret=GROUPS)
    groups = [0, 1, 1, 2, 2, 2, 3]
    result = result_of(
        problem_key(groups, secret_from=1), [Returned(1 if one else 2) for one in right], GROUPS
    )
    held = [all(one for one, of in zip(right, groups, strict=True) if of == g) for g in range(4)]
    points = [0.0, 3.0, 3.5, 3.5]
    assert [group.points for group in result.groups] == [
        point if passed else 0 for point, passed in zip(points, held, strict=True)
    ]
    assert [group.max_points for group in result.groups] == points
    assert result.score == total(group.points for group in result.groups)
    assert result.max_score == problem.limits.points == 10
    assert (result.verdict is Verdict.ACCEPTED) == all(right)
    assert result.public.passed == right[0]
    assert result.secret is not None
    assert (result.secret.passed, result.secret.total) == (sum(right[1:]), 6)


def problem_key(groups: list[int], secret_from: int, *mistakes: tuple[Outcome, ...]) -> AnswerKey:
    """Return a key of cases whose answer is 1."""
    cases = tuple(
        Case(group, 0, secret=group >= secret_from, inputs={"x": encode(np.ones(1))})
        for group in groups
    )
    known = tuple(KnownMistake(str(n), "says", ends) for n, ends in enumerate(mistakes))
    return AnswerKey(cases, (1,) * len(cases), known)


def result_of(
    key: AnswerKey, outcomes: list[Outcome], secret: tuple[Group, ...] | None = None
) -> ProblemResult:
    count = len(outcomes)
    execution = Execution(outcomes=tuple(outcomes), printed=(b"",) * count, seconds=(0.0,) * count)
    problem = small_problem(secret=secret)
    return judgement(
        problem, Submission("double", "double.py", b""), key, execution, execution.outcomes
    )


def test_without_secret_cases_the_public_ones_carry_the_points() -> None:
    result = result_of(problem_key([0], secret_from=9), [Returned(1)])
    assert result.secret is None
    assert (result.score, result.max_score) == (10, 10)


def test_nothing_is_named_where_two_mistakes_fit() -> None:
    wrong: list[Outcome] = [Returned(2), Returned(3)]
    one = tuple(wrong)
    twice = result_of(problem_key([0, 0], 9, one, one), wrong)
    assert twice.mistake is None
    once = result_of(problem_key([0, 0], 9, one, (Returned(2), Returned(4))), wrong)
    assert once.mistake is not None
    assert once.mistake.name == "0"


def test_nothing_is_named_where_a_case_was_skipped() -> None:
    ends: list[Outcome] = [Returned(2), Skipped("time budget used up")]
    result = result_of(problem_key([0, 0], 9, tuple(ends)), ends)
    assert result.mistake is None
    assert result.verdict is Verdict.WRONG_ANSWER


def test_a_skipped_case_is_not_accepted() -> None:
    result = result_of(problem_key([0, 0], 9), [Returned(1), Skipped("time budget used up")])
    assert result.verdict is not Verdict.ACCEPTED
    assert result.score == 0


# Secrets


CANARY = 7391
SECRETS = f"""\
groups:
  - name: hidden numbers
    inputs: {{x: [{CANARY}, 1, 0, 5]}}
    hint: Think of large numbers.
"""
OPEN = SECRETS + "    reveal: true\n"
LEAKS = {
    "raises": "raise ValueError(str(x))",
    "raises everything": "raise ValueError(*map(str, SEEN))",
    "names an error": "raise type('E' + N, (Exception,), {})('no')",
    "calls it forbidden": "raise type('ForbiddenCall', (Exception,), {})(str(x))",
    "exits": "sys.exit(N)",
    "prints": "print(x, N, flush=True); print(N, file=sys.stderr); return 3 * x",
    "prints and raises": "print(N); raise KeyError(N)",
    "returns": "return x",
    "returns a text": "return N",
    "returns parts": "return {N: N}",
    "returns an object": "return type('T' + N, (), {})()",
    "returns a shape": "return np.broadcast_to(0.0, (n, 10**9))",
    "returns too much": "return [0] * 10**5 + [n]",
    "calls a function of that name": (
        "exec(compile(f'def f_{N}(): raise ValueError\\nf_{N}()', __file__, 'exec'))"
    ),
    "raises at a line of that number": (
        r"exec(compile('\n' * (n - 1) + 'raise ValueError', __file__, 'exec'))"
    ),
    "claims a syntax error there": "raise SyntaxError(N, (__file__, n, n, N))",
    "writes to the grader": "os.write(3, N.encode() * 100)",
    "writes to every descriptor": "[os.write(f, N.encode()) for f in (1, 2, 3)]",
    "catches what is forbidden": (
        "\n    try: getattr(np, 'ad' + 'd')(x, x)\n    except Exception: return x"
    ),
    "is caught and raises": (
        "\n    try: getattr(np, 'ad' + 'd')(x, x)\n    except Exception: raise KeyError(N)"
    ),
    "changes its input": "x[:] = n; return x",
    "warns": "import warnings; warnings.warn(N); return x",
    "groups errors": "raise ExceptionGroup(N, [ValueError(N)])",
    "notes": "e = ValueError(); e.add_note(N); raise e",
    "asserts": "assert not N, N",
    "looks a name up": "return getattr(np, 'x' + N)",
    "takes memory": "return bytearray(n * 10**9)",
    "leaves": "os._exit(n % 256)",
}
SOURCE = """\
import os
import sys

import numpy as np

SEEN = []


def double(x):
    SEEN.append(x)
    n = int(x[0])
    N = str(n)
    if n < 10: return 2 * x
    {leak}
"""


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
@pytest.mark.parametrize("reveal", [False, True], ids=["hidden", "revealed"])
def test_a_secret_case_tells_nothing(
    write_pack: WritePack, judged: JudgeSource, leak: str, *, reveal: bool
) -> None:
    write_pack(FORBID | {"solutions/double/secret.yaml": OPEN if reveal else SECRETS})
    result = judged(SOURCE.format(leak=leak))
    assert result.verdict is not Verdict.ACCEPTED
    assert result.verdict is not Verdict.JUDGE_ERROR
    assert str(result.public) == "1/1"
    (case,) = result.groups[-1].cases
    assert case.failure is not None
    assert len(case.failure.frames) <= 1
    said = rendered(result)
    assert "Think of large numbers." in said
    assert str(2 * CANARY) not in said
    if not reveal:
        assert str(CANARY) not in said
        assert case.failure.shown is None
        return
    shown = case.failure.shown
    assert shown is not None
    assert str(CANARY) in said
    assert shown.inputs == {"x": encode(np.array([CANARY, 1, 0, 5.0]))}
    assert (shown.expected, shown.got, shown.printed, shown.mismatch) == (None, None, "", None)
    assert str(CANARY) not in case.failure.says + case.failure.fix


def test_a_public_case_shows_what_a_secret_one_hides(judged: JudgeSource) -> None:
    result = judged("def double(x):\n    print('here', x)\n    return 7 * x\n")
    public = result.groups[0].cases[0].failure
    assert public is not None
    assert public.shown is not None
    assert "here" in public.shown.printed
    assert public.shown.returned
    said = rendered(result)
    assert "21" in said
    assert "here" in said


def test_a_public_error_shows_its_message_and_line(judged: JudgeSource) -> None:
    result = judged("def double(x):\n    raise ValueError('because')\n")
    failure = result.groups[0].cases[0].failure
    assert failure is not None
    assert failure.says == "ValueError: because"
    assert [frame.line for frame in failure.frames] == [2]


# The judge's own faults


class Dying(Sandboxes):
    """Sandboxes of which each that is asked for is killed at once, or soon after."""

    seconds: float | None = None

    def start(self, kind: Kind) -> Sandbox:
        sandbox = super().start(kind)
        pid = sandbox._pid  # type: ignore[attr-defined]
        if self.seconds == 0:
            os.kill(pid, signal.SIGKILL)
        elif self.seconds:
            threading.Timer(self.seconds, os.kill, (pid, signal.SIGKILL)).start()
        return sandbox


def test_a_dead_sandbox_is_replaced_once(write_pack: WritePack, cache: Path) -> None:
    root = write_pack()
    assert cache.parent == root
    with Sandboxes() as own:
        session = Session(open_pack(root / "exercises", root / "solutions"), own)
        session.prepare(["double"])
        good = judge(session, RIGHT)
        os.kill(own.start("numpy")._pid, signal.SIGKILL)  # type: ignore[attr-defined]
        again = judge(session, RIGHT)
    assert [good.verdict, again.verdict] == [Verdict.ACCEPTED, Verdict.ACCEPTED]


def test_sandboxes_that_die_again_are_the_judges_error(write_pack: WritePack, cache: Path) -> None:
    root = write_pack()
    assert cache.parent == root
    with Dying() as own:
        session = Session(open_pack(root / "exercises", root / "solutions"), own)
        session.prepare(["double"])
        good = judge(session, RIGHT)
        own.seconds = 0
        bad = judge(session, RIGHT)
    assert good.verdict is Verdict.ACCEPTED
    assert_judge_error(bad)
    assert exit_status(Report((good, bad), "")) == 3


def assert_judge_error(result: ProblemResult) -> None:
    assert result.verdict is Verdict.JUDGE_ERROR
    assert result.max_score == 10
    assert result.failure is not None
    assert "grader's fault, not yours" in result.failure.fix
    assert "judge error" in rendered(result)
    assert {group.verdict for group in result.groups} == {Verdict.JUDGE_ERROR}


def test_sandboxes_that_die_in_a_call_are_the_judges_error(
    write_pack: WritePack, cache: Path
) -> None:
    root = write_pack()
    assert cache.parent == root
    with Dying() as own:
        session = Session(open_pack(root / "exercises", root / "solutions"), own)
        session.prepare(["double"])
        judge(session, RIGHT)  # so that the key is there
        own.seconds = 0.3
        result = judge(session, "def double(x):\n    while True: pass\n")
    assert_judge_error(result)


def test_a_fault_of_ours_is_a_verdict_that_holds_no_data(
    session: OpenSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> ProblemResult:
        raise TypeError(f"unexpected {CANARY}")

    opened = session()
    monkeypatch.setattr("grader.judging.judge.judgement", fail)
    result = judge(opened, RIGHT)
    assert_judge_error(result)
    assert "TypeError in fail" in rendered(result)
    assert str(CANARY) not in rendered(result)


def test_a_fault_of_the_pack_is_no_verdict(write_pack: WritePack, session: OpenSession) -> None:
    write_pack({"solutions/double/wrong_answer/right.py": f'"""Nothing is wrong."""\n{RIGHT}'})
    opened = session()
    with pytest.raises(PackError, match="'right' passes every secret case"):
        judge(opened, RIGHT)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('"""No."""\n', "does not define double"),
        (f'"""No."""\n{PROBLEM}', "right"),
    ],
    ids=["another function", "no code"],
)
def test_a_known_mistake_that_does_not_run_is_the_judges_error_or_the_packs(
    write_pack: WritePack, session: OpenSession, source: str, words: str
) -> None:
    write_pack({"solutions/double/wrong_answer/right.py": source})
    if words == "right":
        with pytest.raises(PackError, match="not valid Python"):
            session()
        return
    result = judge(session(), RIGHT)
    assert_judge_error(result)
    assert result.failure is not None
    assert words in result.failure.says


# Sessions


def test_results_come_in_the_order_of_the_submissions(session: OpenSession) -> None:
    sources = [RIGHT, SQUARES, "def double(x):\n    raise ValueError\n", RIGHT] * 3
    submissions = [
        Submission("double", f"{number}.py", source.encode())
        for number, source in enumerate(sources)
    ]
    results = list(session().results(submissions, jobs=4))
    assert [result.label for result in results] == [one.label for one in submissions]
    verdicts = [Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.RUNTIME_ERROR, Verdict.ACCEPTED]
    assert [result.verdict for result in results] == verdicts * 3


def test_every_fault_of_the_pack_is_reported_at_once(
    write_pack: WritePack, sandboxes: Sandboxes, cache: Path
) -> None:
    course = "title: T\nunits:\n  - title: One\n    problems: [double, triple]\n"
    broken = {"exercises/course.yaml": course}
    for slug in ("double", "triple"):
        broken[f"exercises/{slug}/problem.yaml"] = PROBLEM.replace("points: 10", "pionts: 10")
    root = write_pack(broken)
    assert cache.parent == root
    session = Session(open_pack(root / "exercises"), sandboxes)
    with pytest.raises(PackError) as caught:
        session.prepare(["double", "triple"])
    assert len({fault.path for fault in caught.value.faults}) == 2


def test_a_cache_that_cannot_be_kept_is_said_once(session: OpenSession, cache: Path) -> None:
    cache.write_text("a file in place of the folder", encoding="utf-8")
    opened = session()
    results = [judge(opened, RIGHT), judge(opened, SQUARES)]
    assert [result.verdict for result in results] == [Verdict.ACCEPTED, Verdict.WRONG_ANSWER]
    assert len(opened.notes) == len(set(opened.notes)) == 2


def test_a_damaged_key_is_made_again_with_a_note(session: OpenSession, cache: Path) -> None:
    assert judge(session(), RIGHT).verdict is Verdict.ACCEPTED
    (path,) = cache.glob("*.key")
    path.write_bytes(path.read_bytes()[:-1])
    opened = session()
    assert judge(opened, RIGHT).verdict is Verdict.ACCEPTED
    assert any("damaged" in note for note in opened.notes)
    healed = session()
    assert judge(healed, RIGHT).verdict is Verdict.ACCEPTED
    assert healed.notes == []


def test_the_whole_sandbox_can_be_asked_for(write_pack: WritePack, cache: Path) -> None:
    root = write_pack()
    assert cache.parent == root
    with Sandboxes(plain=True) as plain:
        pack = open_pack(root / "exercises", root / "solutions")
        with pytest.raises(SandboxUnavailable, match="not whole on this machine"):
            Session(pack, plain, require_sandbox=True).prepare(["double"])
        session = Session(pack, plain)
        assert "plain subprocess" in session.prepare(["double"]).isolation
        assert judge(session, RIGHT).verdict is Verdict.ACCEPTED


def test_another_seed_draws_other_cases(
    write_pack: WritePack, sandboxes: Sandboxes, cache: Path
) -> None:
    root = write_pack()
    assert cache.parent == root
    pack = open_pack(root / "exercises", root / "solutions")
    keys = []
    for seed in (0, 0, 1):
        session = Session(pack, sandboxes, seed)
        session.prepare(["double"])
        keys.append(session.judge.key(session.problem("double")))
    assert keys[0] == keys[1] != keys[2]
    assert len(list(cache.glob("*.key"))) == 2


def test_without_torch_only_what_needs_no_torch_is_judged(
    write_pack: WritePack, sandboxes: Sandboxes, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.judging.judge.torch_version", lambda: None)
    root = write_pack()
    public = Session(open_pack(root / "exercises"), sandboxes)
    public.prepare(["double"])
    assert judge(public, RIGHT).verdict is Verdict.ACCEPTED
    assert list(cache.glob("*.key")) == []
    secret = Session(open_pack(root / "exercises", root / "solutions"), sandboxes)
    secret.prepare(["double"])
    result = judge(secret, RIGHT)
    assert_judge_error(result)
    assert result.failure is not None
    assert "install torch" in result.failure.says


SPY = """
import os, sys
spawn = os.posix_spawn

def spy(path, arguments, environment, **options):
    print("SPAWNED", *arguments[-30:], file=sys.stderr)
    return spawn(path, arguments, environment, **options)

os.posix_spawn = spy
from grader.cli import main
try:
    main(["run", *sys.argv[1:]])
finally:
    heavy = {"torch", "hypothesis", "rich"} & set(sys.modules)
    print("IMPORTED", *sorted(heavy), file=sys.stderr)
"""


def test_with_a_warm_cache_torch_is_neither_imported_nor_forked(
    write_pack: WritePack, cache: Path
) -> None:
    root = write_pack({"mine/double.py": SQUARES})
    options = ["--exercises", "exercises", "--solutions", "solutions", "--no-require-sandbox"]
    runs = [
        subprocess.run(
            [sys.executable, "-c", SPY, *options, "mine"],
            cwd=root,
            env={**os.environ, "GRADER_CACHE": str(cache), "PYTHONPATH": str(ROOT)},
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        for _ in range(2)
    ]
    cold, warm = runs
    assert (cold.returncode, warm.returncode) == (1, 1), cold.stderr + warm.stderr
    assert "IMPORTED torch" in cold.stderr
    assert warm.stderr.splitlines()[-1] == "IMPORTED"
    spawned = [line.split() for line in warm.stderr.splitlines() if line.startswith("SPAWNED")]
    assert len(spawned) == 1
    assert "numpy" in spawned[0]
    assert "torch" not in spawned[0]
    assert "You square the numbers" in warm.stdout
    assert json.dumps("You square the numbers")[1:-1] in cold.stdout


def test_the_small_pack_has_three_secret_cases() -> None:
    assert "repeat: 3" in SECRET
    assert not isinstance(Raised("E", ""), Returned)
