"""Hostile submissions, judged by the real command as root and as a plain user.

    tests/packs/adversarial/submissions/VERDICT/SLUG__what_it_does.py

Each says in its docstring what its control shows: the same file, run by a naive grader in a plain
process (naive.py), has the effect it claims. So no typing error counts as a defence.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
import yaml
from hygiene import faults_in

from grader.lockdown import landlock, supported

pytestmark = [
    pytest.mark.skipif(not supported(), reason="the sandbox is for Linux"),
    pytest.mark.slow,
]

ROOT: Final = Path(__file__).parents[1]
PACK: Final = ROOT / "tests" / "packs" / "adversarial"
ATTACKS: Final = sorted(PACK.glob("submissions/*/*.py"), key=lambda path: path.stem)
CONTROL: Final = re.compile(r"^Control: (.+)$", re.MULTILINE)
PLAIN_USER: Final = 61_187
AS_ROOT: Final = os.geteuid() == 0
WORKED: Final = "ATTACK WORKED"
SHADOWS: Final = (
    "numpy",
    "torch",
    "sitecustomize",
    "usercustomize",
    "conftest",
    "msgspec",
    "grader",
)
SHARES: Final = ("slide", "rows", "count", "count", "count")
STARTED_SECONDS, STOPPING_SECONDS = 1.0, 3.0
C_LIBRARY_SIGNALS: Final = 0x3_8000_0000  # 32 to 34, which its threads use
NEEDED: Final = (sys.base_prefix, sys.prefix, ROOT)

Report = dict[str, Any]
OpenRun = Callable[[str], Report]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Report]:
    """Return what does a thing once for all workers and keeps its result."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared

    def result(name: str, make: Callable[[], Report]) -> Report:
        # one lock for all: a control attacks for real, and must not meet a run that is watched
        with (
            (shared / "adversarial").open("a") as lock,
            (shared / f"adversarial-{name}").open("a+") as stream,
        ):
            fcntl.flock(lock, fcntl.LOCK_EX)
            stream.seek(0)
            kept = stream.read()
            found: Report = json.loads(kept) if kept else make()
            if not kept:
                stream.write(json.dumps(found))
        return found

    return result


@pytest.fixture(params=["root", "plain"])
def run(request: pytest.FixtureRequest, once: Callable[..., Report]) -> Report:
    """Return the run in which every attack was judged, each followed by an honest answer."""
    if request.param == "root" and not AS_ROOT:
        pytest.skip("only root can judge as root")
    return once(request.param, partial(judged, plain=AS_ROOT and request.param == "plain"))


@pytest.fixture
def shown(once: Callable[..., Report]) -> Report:
    """Return what each attack's control shows."""
    return once("controls", controls)


def judged(*, plain: bool) -> Report:
    with place() as here:
        write_submissions(here / "submissions")
        options = ["--format", "json", "-o", str(here / "report" / "report.json"), "-j", "2"]
        grader = [sys.executable, "-m", "grader", "run", *packs(here), *options]
        watched = ("home", "cwd", "submissions", "tmp", "pack")
        before = {name: snapshot(here / name) for name in watched}
        launch = [sys.executable, str(PACK / "launch.py"), str(here / "report" / "seen.json")]
        command = [*launch, *grader, str(here / "submissions")]
        done = start(command, here, plain=plain)
        report = here / "report" / "report.json"
        assert report.exists(), done.stderr
        return {
            "json": report.read_text(),
            "seen": json.loads((here / "report" / "seen.json").read_text()),
            "stdout": done.stdout,
            "stderr": done.stderr,
            "changed": [name for name in watched if snapshot(here / name) != before[name]],
        }


def packs(here: Path) -> list[str]:
    shutil.copytree(PACK / "exercises", here / "pack" / "exercises")
    shutil.copytree(PACK / "solutions", here / "pack" / "solutions")
    folder = here / "pack"
    return ["--exercises", str(folder / "exercises"), "--solutions", str(folder / "solutions")]


def write_submissions(folder: Path) -> None:
    for number, path in enumerate(ATTACKS):
        slug, _, name = path.stem.partition("__")
        (folder / slug).mkdir(exist_ok=True)
        shutil.copy(path, folder / slug / f"{number:03}_{name}.py")
        honest = PACK / "solutions" / slug / "accepted" / "plain.py"
        shutil.copy(honest, folder / slug / f"{number:03}_{name}_then_honest.py")


def start(
    command: list[str], here: Path, *, plain: bool, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a plain user or as whoever we are, in folders of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(here / "home"),
        "TMPDIR": str(here / "tmp"),
        "GRADER_CACHE": str(here / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **variables,
    }
    who: dict[str, Any] = {}
    if plain and reachable():
        who = {"user": PLAIN_USER, "group": PLAIN_USER, "extra_groups": []}
    elif plain:
        command = [*through_a_closed_folder(here), *command]
    return subprocess.run(
        command,
        **who,
        env=environment,
        cwd=here / "cwd",
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def closed_folder() -> Path | None:
    """Return the folder above the interpreter that other users may not enter, if there is one."""
    paths = [Path(os.path.realpath(needed)) for needed in NEEDED]
    above = {folder for path in paths for folder in (path, *path.parents)}
    closed = sorted(folder for folder in above if not folder.stat().st_mode & 0o001)
    return closed[0] if closed else None


def reachable() -> bool:
    return closed_folder() is None


def through_a_closed_folder(here: Path) -> list[str]:
    """Return a prefix that opens the way to the interpreter, in a namespace of its own, and drops.

    A home of root's is usually closed; an interpreter installed there is out of others' reach.
    """
    closed = closed_folder()
    assert closed is not None
    needed = sorted({os.path.realpath(one) for one in NEEDED})
    inside = [one for one in needed if Path(one).is_relative_to(closed)]
    steps, back = ["set -e"], [f"mount -t tmpfs -o mode=755 none '{closed}'"]
    for number, path in enumerate(inside):
        stage = here / f"stage-{number}"
        steps += [f"mkdir '{stage}'", f"mount --rbind '{path}' '{stage}'"]
        back += [f"mkdir -p '{path}'", f"mount --move '{stage}' '{path}'"]
    script = "\n".join([*steps, *back, 'exec "$@"'])
    drop = [f"--reuid={PLAIN_USER}", f"--regid={PLAIN_USER}", "--clear-groups"]
    return ["unshare", "--mount", "sh", "-c", script, "sh", "setpriv", *drop]


class place:  # noqa: N801 - used as a function is
    """A folder that every user may enter, with folders for all to write in."""

    def __enter__(self) -> Path:
        self.here = Path(tempfile.mkdtemp(prefix="adversarial-"))
        self.here.chmod(0o755)
        for name in ("home", "cwd", "tmp", "cache", "report", "submissions", "pack", "work"):
            (self.here / name).mkdir()
            (self.here / name).chmod(0o777)
        return self.here

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.here)


def snapshot(folder: Path) -> dict[str, str]:
    """Return every file below with its content, as hex, and every folder."""
    return {
        str(path): path.read_bytes().hex() if path.is_file() else "" for path in folder.rglob("*")
    }


def controls() -> Report:
    """Run every attack in a naive grader, several at a time."""
    shares: list[list[str]] = [[] for _ in SHARES]
    for slug, paths in groupby(ATTACKS, key=lambda path: path.stem.partition("__")[0]):
        mine = [number for number, share in enumerate(SHARES) if share == slug] or [1]
        for number, path in enumerate(paths):
            shares[mine[number % len(mine)]].append(str(path))
    with place() as here, ThreadPoolExecutor() as pool:
        runs = pool.map(partial(naive, here), range(len(shares)), shares)
        return {name: shows for run in runs for name, shows in run.items()}


def naive(here: Path, number: int, paths: list[str]) -> Report:
    own = here / "work" / str(number)
    own.mkdir()
    own.chmod(0o777)
    command = [sys.executable, str(PACK / "naive.py"), str(own), *paths]
    answer = str(expected("count", secret("count")[0]))
    base = here / f"naive-{number}"
    for name in ("home", "cwd", "tmp"):
        (base / name).mkdir(parents=True)
        (base / name).chmod(0o777)
    done = start(command, base, plain=AS_ROOT, NAIVE_EXPECTED=answer)
    assert done.returncode == 0, done.stderr
    found: Report = json.loads(done.stdout)
    return found


def secret(slug: str) -> list[dict[str, Any]]:
    text = (PACK / "solutions" / slug / "secret.yaml").read_text()
    return [group["inputs"] for group in yaml.safe_load(text)["groups"]]


def expected(slug: str, inputs: dict[str, Any]) -> Any:
    """Return the answer, by one rule for all problems of the pack."""
    if slug == "count":
        return inputs["m"] - inputs["k"] + 1
    weights = np.atleast_2d(np.array(list(inputs.values())[1]))
    windows = np.lib.stride_tricks.sliding_window_view(np.array(inputs["image"]), weights.shape)
    return (windows * weights).sum((-1, -2)).tolist()


def canaries() -> list[str]:
    """Return every number of five digits or more that is secret: inputs and answers."""
    slugs = [path.parent.name for path in PACK.glob("solutions/*/secret.yaml")]
    told = [[case, expected(slug, case)] for slug in slugs for case in secret(slug)]
    return sorted(set(re.findall(r"\d{5,}", str(told))))


def declared(path: Path) -> str:
    found = CONTROL.search(path.read_text("utf-8", "replace"))
    assert found, f"{path.name} does not say what its control shows"
    return found[1]


def texts(thing: object) -> Iterator[str]:
    match thing:
        case str():
            yield from thing.split("\n")
        case list():
            for item in thing:
                yield from texts(item)
        case dict():
            for name, item in thing.items():
                yield name
                yield from texts(item)
        case _:
            pass


def results(run: Report) -> dict[str, Report]:
    """Return the results by the name of the file, without its number."""
    problems = json.loads(run["json"])["problems"]
    return {
        f"{one['slug']}__{Path(one['submission']).stem.partition('_')[2]}": one for one in problems
    }


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: path.stem)
def test_an_attack_gets_no_points_and_the_verdict_of_its_folder(run: Report, attack: Path) -> None:
    result = results(run)[attack.stem]
    assert result["verdict"].replace(" ", "-") == attack.parent.name, json.dumps(result, indent=1)
    assert result["score"] == 0
    assert WORKED not in json.dumps(result)


def test_an_honest_answer_is_accepted_after_each_attack(run: Report) -> None:
    found = results(run)
    honest = [found[f"{attack.stem}_then_honest"] for attack in ATTACKS]
    wrong = [one["submission"] for one in honest if one["score"] != one["max_score"]]
    assert wrong == []


def test_no_canary_leaves(run: Report) -> None:
    for name in ("json", "stdout", "stderr"):
        words = set(re.findall(r"\d{5,}", run[name].replace("_", "").replace(",", " ")))
        assert words.isdisjoint(canaries()), name
        # in a secret case nothing is told; of the public one the input is 5
        assert not re.search(r"LEAK\D{0,3}(?!5\b)\d", run[name]), name


def test_all_output_is_clean(run: Report) -> None:
    assert faults_in(run["stdout"]) == []
    assert run["stderr"] == ""
    report = json.loads(run["json"])
    assert [fault for text in texts(report) for fault in faults_in(text)] == []
    assert len(run["json"]) < 20_000 * len(ATTACKS)


def test_nothing_is_written(run: Report) -> None:
    assert run["changed"] == []


def test_no_process_is_left(run: Report) -> None:
    assert run["seen"]["left"] == []


def test_the_grader_is_as_it_was(run: Report) -> None:
    seen = run["seen"]
    assert seen["status"] == 1, run["stderr"]
    last = seen["seconds"] - STOPPING_SECONDS
    for states in seen["states"].values():
        assert len({state["limits"] for _, state in states}) == 1
        later = [state for moment, state in states if STARTED_SECONDS < moment < last]
        earlier = [state for moment, state in states if moment <= STARTED_SECONDS]
        found = [*earlier[-1:], *later]
        kept = {disposition(state) for state in found}
        assert len(kept) == 1, kept
        # the C library blocks all signals for the moment of a fork: a look may fall into it
        assert found[0]["SigBlk"] in {state["SigBlk"] for state in found[-2:]}
        # a signal may be on its way at a look, and a machine may move processes to other cores
        passing = ("SigPnd", "ShdPnd", "pinned", "nice")
        assert [found[-1][name] for name in passing] == [found[0][name] for name in passing]
    assert len(seen["states"]) == 3  # the grader, a zygote for NumPy, one for torch


def disposition(state: dict[str, str]) -> tuple[str | int, ...]:
    caught = int(state["SigCgt"], 16) & ~C_LIBRARY_SIGNALS
    kept = ("SigIgn", "Uid")
    return (caught, *(state[name] for name in kept))


def test_the_protection_is_whole(run: Report) -> None:
    expected_layers = (
        "seccomp+landlock+rlimits" if landlock.abi() else "seccomp+rlimits (not whole)"
    )
    assert json.loads(run["json"])["isolation"] == expected_layers


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: path.stem)
def test_the_control_shows_the_attack(shown: Report, attack: Path) -> None:
    claim = declared(attack)
    if not claim.startswith("none - "):
        missing = set(claim.split(", ")) - set(shown[str(attack)])
        assert missing == set(), shown[str(attack)]


def test_there_are_attacks_enough_and_controls_for_nearly_all() -> None:
    assert len(ATTACKS) >= 80
    uncontrolled = [path.stem for path in ATTACKS if declared(path).startswith("none - ")]
    assert len(uncontrolled) <= 3


def shadow_folder(here: Path) -> Path:
    """Write an honest answer beside modules that say so when they are imported."""
    folder = here / "cwd"
    shutil.copy(PACK / "solutions" / "rows" / "accepted" / "plain.py", folder / "rows.py")
    for name in SHADOWS:
        mark = here / "work" / name
        (folder / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()\n")
    return folder


def test_modules_beside_a_submission_are_not_imported() -> None:
    with place() as here:
        folder = shadow_folder(here)
        # `python -m grader` would take a grader.py here for the grader itself
        grader = [str(Path(sys.executable).with_name("grader")), "run", "--format", "json"]
        done = start([*grader, *packs(here), str(folder)], here, plain=False)
        assert [path.name for path in (here / "work").iterdir()] == []
        (result,) = json.loads(done.stdout)["problems"]
        assert result["verdict"] == "accepted"


def test_the_control_imports_the_modules_beside_it() -> None:
    with place() as here:
        folder = shadow_folder(here)
        source = f"import {', '.join(SHADOWS)}"
        start([sys.executable, "-c", source], here, plain=False, PYTHONPATH=str(folder))
        assert sorted(path.name for path in (here / "work").iterdir()) == sorted(SHADOWS)


def test_links_pipes_and_names_lead_nowhere() -> None:
    with place() as here:
        command = [sys.executable, "-m", "grader", "run", *packs(here), "--format", "json"]
        folder = here / "submissions"
        solution = here / "pack" / "solutions" / "rows" / "accepted"
        (folder / "rows").mkdir()
        (folder / "rows" / "link.py").symlink_to(solution / "plain.py")
        (folder / "count").symlink_to(solution.parents[1] / "count" / "accepted")
        os.mkfifo(folder / "rows" / "pipe.py")
        for name in ("-rf ..%2frows.py", "\x1b[2J\n::error::x\u202e.py", "##[error]x.py"):
            (folder / "rows" / name).write_text("raise ValueError\n")
        report = here / "report" / "report.json"
        done = start([*command, "-o", str(report), str(folder)], here, plain=False)
        found = json.loads(report.read_text())
        assert [one["verdict"] for one in found["problems"]] == ["runtime error"] * 3, done.stderr
        assert [fault for text in texts(found) for fault in faults_in(text)] == []
        assert faults_in(done.stdout + done.stderr) == []
        assert len(found["notes"]) == 2  # the link to a file and the pipe
