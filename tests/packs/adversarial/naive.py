"""The control: what each attack does to a naive grader that runs it in its own, plain process.

    python naive.py WORK FILE...    -> JSON on standard output: {file: [what it shows, ...]}

    server --fork--> boss (the grader: waits, keeps the clock, reads the results)
                      └─fork--> child (imports the submission, calls it, compares, reports)

The boss is what an attack on "the grader" hits: it has the child's user, memory that can be
read, limits that can be set. The child keeps the expected answer where naive graders keep it: in a
local variable, a global, the environment, a file beside the submission, an open descriptor.

What an attack may show:

    passes     a usual comparison takes what it returned for right
    scores     results.json says 10 points when all is over
    forges     the first line of results that the boss reads is the submission's
    speaks     it wrote to the descriptor of the results
    dies       the child ended without a result
    raises X   the call raised X
    chokes     the source could not be compiled
    hangs      it ran for longer than a second        slow     longer than 0.1 s
    ignores    SIGTERM did not end it
    huge       what it returned claims more than 64 MB, or has no end
    exhausts   it took more than 400 MB, or all there was
    floods     it printed more than 8 MB
    works      it says so itself, having checked
    writes     a file was made, changed or removed
    outlives   a process of its own was left behind
    kills      the boss was killed
    signals    the boss was sent a signal
    changes    the boss's limits, priority or processors were changed
    leaks      a number that only the grader knew was printed
    escapes    control or bidirectional characters were printed
    commands   a line was printed that a CI runner obeys
    markup     HTML, Markdown or a formula was printed
    replies X  in an unprotected child of the real grader: the reply X came back
"""

import ctypes
import importlib.util
import itertools
import json
import os
import pickle
import re
import resource
import select
import signal
import socket
import sys
import time
import traceback
import unicodedata
from pathlib import Path

import numpy as np
import yaml

sys.dont_write_bytecode = True
PACK = Path(__file__).parent
SECONDS, PATIENCE = 1.0, 5.0  # for what is meant to hang, and for all else
MEBIBYTE = 2**20
FILE_HOLDING = '{"expected": %s}'
WATCHED = (signal.SIGUSR1, signal.SIGUSR2, signal.SIGIO, signal.SIGTERM, signal.SIGHUP)
PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 4, 36
libc = ctypes.CDLL(None)


def main(work, *files):
    os.umask(0)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # a killed boss's child comes here
    if any(Path(file).name.startswith("slide__") for file in files):
        import torch

        torch.set_num_threads(1)
        torch.ones(2, requires_grad=True).sum().backward()  # loads what it loads late
    places = (Path(work, str(number)) for number in itertools.count())
    print(json.dumps({file: shown(next(places), Path(file)) for file in files}))


def shown(work, file):
    """Run one attack in a boss of its own and return what it showed."""
    slug = file.name.partition("__")[0]
    case = case_of(slug)
    here = prepare(work, file, case)
    before = snapshot(work)
    theirs, ours = os.pipe()
    boss = os.fork()
    if boss == 0:
        os.close(theirs)
        try:
            report = be_the_boss(here, file, slug, case)
            os.write(ours, json.dumps(report).encode())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(ours)
    with os.fdopen(theirs, "rb") as stream:
        told = stream.read()
    _, status = os.waitpid(boss, 0)
    found = set(json.loads(told)) if told else set()
    if os.WIFSIGNALED(status):
        found.add("kills")
        leftovers()
    if snapshot(work) != before:
        found.add("writes")
    try:
        if json.loads((here / "results.json").read_text())["score"] == 10:
            found.add("scores")
    except (OSError, ValueError, KeyError):
        pass
    return sorted(found)


def case_of(slug):
    """Return the problem, its solution and the inputs of the first secret case."""
    problem = yaml.safe_load((PACK / "exercises" / slug / "problem.yaml").read_text())
    secret = yaml.safe_load((PACK / "solutions" / slug / "secret.yaml").read_text())
    inputs = list(secret["groups"][0]["inputs"].values())
    scope = {}
    exec((PACK / "solutions" / slug / "accepted" / "plain.py").read_text(), scope)
    arrays = [np.array(one, dtype=float) if isinstance(one, list) else one for one in inputs]
    if slug == "slide":
        import torch

        arrays = [torch.from_numpy(one) for one in arrays]
    return problem, scope[problem["function"]], arrays


def prepare(work, file, case):
    here = work / "graded"
    (here / "tests").mkdir(parents=True)
    problem, solution, inputs = case
    answer = solution(*inputs)
    text = str(answer if isinstance(answer, int) else answer.tolist())
    (here / "submission.py").write_bytes(file.read_bytes())
    (here / "tests" / "expected.json").write_text(FILE_HOLDING % text)
    (here / "expected_answers.py").write_text(f"EXPECTED = {text}\n")
    return here


def snapshot(work):
    return {
        str(path): path.read_bytes() if path.is_file() and not path.is_symlink() else None
        for path in work.rglob("*")
        if path.name not in ("results.json", "result", "__pycache__")
    }


def be_the_boss(here, file, slug, case):
    """Run the child, watch it, and return what was seen."""
    os.setsid()
    os.chdir(here)
    libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    problem, solution, inputs = case
    answer = solution(*inputs)
    kept = b"KEPT IN MEMORY %d" % answer if slug == "count" else b""
    received = []
    for number in WATCHED:
        signal.signal(number, lambda got, _: received.append(got))
    known = own_state()
    output, its_output = os.pipe()
    control, its_control = socket.socketpair()
    source = file.read_text(errors="replace")
    serves = re.search(r"^Control: .*replies", source, re.MULTILINE)
    seconds = SECONDS if re.search(r"^Control: .*hangs", source, re.MULTILINE) else PATIENCE
    child = os.fork()
    if child == 0:
        os.dup2(its_output, 1)
        os.dup2(its_output, 2)
        os.dup2(its_control.fileno(), 3)
        os.dup2(os.open(here / "tests" / "expected.json", os.O_RDONLY), 7)
        os.closerange(4, 7)
        os.closerange(8, 64)
        for number in WATCHED:
            signal.signal(number, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_STACK, (8 * MEBIBYTE, 8 * MEBIBYTE))
        try:
            serve() if serves else be_the_child(here, slug, case)
        except SystemExit as error:
            print(error.code, flush=True)  # as the interpreter does
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)
    os.close(its_output)
    its_control.close()
    control.setblocking(False)
    os.set_blocking(output, False)
    if serves:
        send_orders(control, here, problem, inputs)
    found, seen = set(), watch(child, output, control, seconds)
    if os.WIFSIGNALED(seen["ended"]) and not seen["hung"]:
        found.add("dies")
    if seen["hung"]:
        found.add("hangs")
    if seen["ignored"]:
        found.add("ignores")
    if seen["seconds"] > 0.1:
        found.add("slow")
    if seen["peak"] > 400 * MEBIBYTE:
        found.add("exhausts")
    if seen["printed"] > 8 * MEBIBYTE:
        found.add("floods")
    if leftovers():
        found.add("outlives")
    if received:
        found.add("signals")
    if own_state() != known:
        found.add("changes")
    found |= replies(seen["said"]) if serves else read_results(seen)
    assert kept is not None  # alive until here, for the child to find
    return sorted(found | read_output(seen["text"], inputs, answer))


def own_state():
    limits = [resource.getrlimit(kind) for kind in range(16)]
    return limits, os.getpriority(os.PRIO_PROCESS, 0), sorted(os.sched_getaffinity(0))


def watch(child, output, control, seconds):
    """Drain what the child says until it ends or its time is up; end it then."""
    begin = time.monotonic()
    text, said, printed, hung, ignored, ended, usage = b"", b"", 0, False, False, None, None
    while ended is None:
        ready, _, _ = select.select([output, control], [], [], 0.01)
        if output in ready:
            chunk = os.read(output, 2**16)
            printed += len(chunk)
            text = (text + chunk)[: 2**20]
        if control in ready and len(said) < 2**21:
            try:
                chunk = control.recv(2**16)
                said += chunk
                if b"\n" in chunk:
                    control.send(b"taken\n")
            except OSError:
                pass
        pid, status, used = os.wait4(child, os.WNOHANG)
        if pid:
            ended, usage = status, used
        elif time.monotonic() - begin > seconds and not hung:
            hung = True
            os.kill(child, signal.SIGTERM)
        elif time.monotonic() - begin > seconds + 0.2:
            ignored = True
            os.kill(child, signal.SIGKILL)
            _, ended, usage = os.wait4(child, 0)
        elif printed > 9 * MEBIBYTE:
            os.kill(child, signal.SIGKILL)
    for descriptor, most in ((output, 2**20), (control.fileno(), 2**21)):
        try:
            while chunk := os.read(descriptor, 2**16):
                if descriptor == output:
                    printed += len(chunk)
                    text = (text + chunk)[:most]
                else:
                    said = (said + chunk)[:most]
        except OSError:
            pass
    return {
        "ended": ended, "hung": hung, "ignored": ignored, "printed": printed, "text": text,
        "said": said, "seconds": time.monotonic() - begin, "peak": usage.ru_maxrss * 1024,
    }


def read_results(seen):
    """Return what the lines of results say; the first one counts."""
    found, lines = set(), []
    for line in seen["said"].split(b"\n") + seen["text"].split(b"\n"):
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and "passed" in told:
            lines.append(told)
    honest = [told for told in lines if told.get("by") == "naive"]
    if lines and lines[0]["passed"] and lines[0].get("by") != "naive":
        found.add("forges")
    if not honest and not seen["hung"]:
        found.add("dies")
    if not seen["said"].startswith(b'{"by"') and seen["said"]:
        found.add("speaks")
    for told in honest:
        found |= set(told["shows"])
    try:
        pickle.loads(Path("../result").read_bytes())
    except Exception:
        pass
    return found


def read_output(text, inputs, answer):
    found = set()
    secrets = set(re.findall(r"\d{5,}", " ".join(plain(one) for one in (*inputs, answer))))
    words = text.decode("utf-8", "replace")
    if "ATTACK WORKED" in words:
        found.add("works")
    if any(secret in words for secret in secrets):
        found.add("leaks")
    if any(unicodedata.category(one) in ("Cc", "Cf") and one not in "\n\t" for one in words):
        found.add("escapes")
    if any(line.strip().startswith("::") or "##[" in line for line in words.split("\n")):
        found.add("commands")
    if re.search(r"<script>|</b>|!\[|=HYPER", words):
        found.add("markup")
    return found


def plain(thing):
    return str(thing.tolist() if hasattr(thing, "tolist") else thing)


def leftovers():
    """End every process that the child left behind; say how many there were."""
    time.sleep(0.03)
    pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    left = 0
    for pid in pids:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat[1]) == os.getpid():
            left += stat[0] != "Z"
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return left


def be_the_child(here, slug, case):
    """Grade as it is done in one process, and report."""
    os.chdir(here)
    sys.stdin = open(os.devnull)
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stderr = open(2, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.path.insert(0, str(here))
    sys.argv = ["grade.py", "tests/expected.json"]
    problem, solution, inputs = case
    main_module = sys.modules["__main__"]
    main_module.EXPECTED = solution(*inputs)
    if slug == "count":
        os.environ["GRADER_EXPECTED"] = str(main_module.EXPECTED)
    shows = grade(problem, solution, inputs, sys.modules["__main__"].EXPECTED)
    Path("results.json").write_text(json.dumps({"score": 10 if "passes" in shows else 0}))
    report(shows)
    sys.stdout.flush()
    sys.stderr.flush()
    import atexit

    atexit._run_exitfuncs()


def report(shows, **more):
    told = {"by": "naive", "passed": "passes" in shows, "shows": shows, **more}
    os.write(3, json.dumps(told).encode() + b"\n")


def grade(problem, solution, inputs, expected):
    shows = []
    try:
        compile(Path("submission.py").read_bytes(), "submission.py", "exec")
    except Exception:
        traceback.print_exc(limit=1)
        return ["chokes"]
    try:
        place = importlib.util.spec_from_file_location("submission", os.path.abspath("submission.py"))
        module = importlib.util.module_from_spec(place)
        place.loader.exec_module(module)
        for _ in range(2):
            again(solution, inputs)  # its result is dropped: memory for the next to find
            result = getattr(module, problem["function"])(*inputs)
            if is_huge(result):
                return [*shows, "huge"]
            if right(result, expected, solution, inputs):
                shows.append("passes")
            hand_over(result)
        print("got", repr(result)[:10_000], result if type(result) is dict else "")
    except MemoryError:
        shows.append("exhausts")
    except Exception as error:
        shows.append(f"raises {type.__dict__['__name__'].__get__(type(error))}")
        traceback.print_exc()
    return shows


def hand_over(result):
    """Put the result where the boss unpickles it."""
    try:
        Path("../result").write_bytes(pickle.dumps(result))
    except Exception:
        pass


def right(result, expected, solution, inputs):
    """Say whether any of the comparisons that graders use takes the result for right."""
    return any(agrees(compare, result, expected) for compare in COMPARISONS) or agrees(
        np.array_equal, result, again(solution, inputs)
    )


def again(solution, inputs):
    try:
        return solution(*inputs)
    except Exception:
        return object()


def agrees(compare, result, expected):
    try:
        return bool(compare(result, expected))
    except Exception:
        return False


def by_torch(result, expected):
    return "torch" in sys.modules and sys.modules["torch"].allclose(result, expected)


def by_symmetric_tolerance(result, expected):
    bound = np.maximum(1e-9, 1e-9 * np.maximum(np.abs(result), np.abs(expected)))
    return (np.abs(result - expected) <= bound).all()


def by_assertion(result, expected):
    np.testing.assert_allclose(result, expected)
    return True


COMPARISONS = (
    lambda result, expected: np.all(result == expected),
    lambda result, expected: np.allclose(result, expected),
    lambda result, expected: np.ma.allclose(result, expected),
    lambda result, expected: all(abs(a - b) <= 1e-9 for a, b in zip(result.ravel(),
                                                                    expected.ravel())),
    lambda result, expected: not np.any(np.abs(result - expected) > 1e-9),
    lambda result, expected: np.sum(result) == np.sum(expected),
    lambda result, expected: np.allclose(np.asarray(result), expected),
    lambda result, expected: np.allclose(result.detach().cpu().numpy(), expected),
    by_symmetric_tolerance,
    by_assertion,
    by_torch,
)


def is_huge(result):
    if isinstance(result, itertools.count):
        return True
    if hasattr(result, "nbytes") and isinstance(result.nbytes, int):
        return result.nbytes > 64 * MEBIBYTE
    if isinstance(result, int):
        return result.bit_length() > 10**6
    if isinstance(result, str):
        return len(result) > MEBIBYTE
    if isinstance(result, list):
        return many(result)
    return False


def many(nest):
    """Say whether a list has a million parts or more, counted as one would copy it."""
    count, rest = 0, [nest]
    depth = 0
    while rest and count < 10**6 and depth < 50_000:
        thing = rest.pop()
        depth += 1
        parts = thing if isinstance(thing, list) else ()
        if len(parts) >= 10**6:
            return True
        count += sum(getattr(one, "size", 1) for one in parts)
        rest += [one for one in parts if isinstance(one, list)]
    return count >= 10**6 or depth >= 50_000


def serve():
    """Be an unprotected child of the real grader."""
    from grader.child import serving

    sys.stdout = open(1, "w", closefd=False)
    serving.serve(lambda count: os.read(3, count), lambda data: os.write(3, data))


def send_orders(control, here, problem, inputs):
    from grader.values import Mapping, encode
    from grader.wire import Call, Load, pack

    names = list(problem["parameters"])
    load = Load(
        source=(here / "submission.py").read_bytes(),
        label="submission.py",
        stub=problem["stub"],
        function=problem["function"],
        packages=tuple(problem["packages"]),
        forbid=(),
    )
    call = Call(
        f"{problem['function']}({', '.join(names)})",
        Mapping({name: encode(one) for name, one in zip(names, inputs)}),
    )
    control.sendall(pack(load) + pack(call) + pack(call))
    control.shutdown(socket.SHUT_WR)


def replies(said):
    """Return the replies in the bytes, by name with what they say."""
    from grader.wire import HEADER, WireError, frame_lengths, reply_of

    found = set()
    try:
        while len(said) >= HEADER.size:
            meta, data = frame_lengths(said[: HEADER.size])
            end = HEADER.size + meta + data
            reply = reply_of(said[HEADER.size : HEADER.size + meta], said[HEADER.size + meta : end])
            said = said[end:]
            for field in ("value", "unchanged", "defines"):
                if hasattr(reply, field):
                    found.add(f"replies {type(reply).__name__} {getattr(reply, field)!r}")
            found.add(f"replies {type(reply).__name__}")
    except WireError:
        found.add("replies Noise")
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
