"""An image context and questions for PrairieLearn's external grading.

    image/Dockerfile, lib/, requirements.txt, run.sh    the grader alone: no problem is in it
    questions/SLUG/info.json, question.html, server.py  the statement and an editor with the stub
    questions/SLUG/tests/pack/...                       the problem and its secrets, at /grade/tests

Students never see `tests/`. Source of the layout: PrairieLearn's documentation of external grading.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final
from uuid import UUID, uuid5

import msgspec
from msgspec.structs import replace

from grader.platforms.contents import Bundle, File
from grader.problem import Problem

__all__ = ["prairielearn_files"]

TEMPLATES: Final = Path(__file__).with_name("templates") / "prairielearn"
NAMESPACE: Final = UUID("6f1f3c9e-0f0e-5b4e-9a53-3f6d1c1f7a10")
SPARE_SECONDS: Final = 30
"""What starting a container and the grader may take, beyond the problem's own time budget."""


def prairielearn_files(
    bundle: Bundle, seed: int, image: str, *, require_sandbox: bool
) -> Iterator[File]:
    """Yield the image's files and a question for each problem; `image` is the name it will have."""
    yield from _image_files(bundle, seed, require_sandbox=require_sandbox)
    for slug, problem in bundle.titles.items():
        for file in _question_files(bundle, problem, image):
            yield replace(file, path=PurePosixPath("questions", slug, file.path))


def _image_files(bundle: Bundle, seed: int, *, require_sandbox: bool) -> Iterator[File]:
    sandbox = "--require-sandbox" if require_sandbox else "--no-require-sandbox"
    script = (TEMPLATES / "run.sh").read_text("utf-8")
    script = script.replace("@SANDBOX@", sandbox).replace("@SEED@", str(seed))
    yield File(PurePosixPath("image/run.sh"), script.encode(), executable=True)
    yield File(PurePosixPath("image/Dockerfile"), (TEMPLATES / "Dockerfile").read_bytes())
    yield File(PurePosixPath("image/requirements.txt"), bundle.requirements.encode())
    for file in bundle.engine:
        yield replace(file, path=PurePosixPath("image", file.path))


def _question_files(bundle: Bundle, problem: Problem, image: str) -> Iterator[File]:
    slug = problem.slug
    page = (TEMPLATES / "question.html").read_text("utf-8").replace("@FILE@", f"{slug}.py")
    yield File(PurePosixPath("info.json"), _info(bundle, problem, image))
    yield File(PurePosixPath("question.html"), page.encode())
    yield File(PurePosixPath("server.py"), (TEMPLATES / "server.py.txt").read_bytes())
    yield File(PurePosixPath("statement.md"), problem.file.statement.encode())
    yield File(PurePosixPath(f"{slug}.py"), problem.file.stub.encode())
    course = msgspec.json.decode(bundle.course.content)
    course["units"][0]["problems"] = [slug]
    yield File(PurePosixPath("tests", bundle.course.path), msgspec.json.encode(course))
    for file in bundle.problems[slug]:
        yield replace(file, path=PurePosixPath("tests", file.path))


def _info(bundle: Bundle, problem: Problem, image: str) -> bytes:
    title = msgspec.json.decode(bundle.course.content)["title"]
    info = {
        "uuid": str(uuid5(NAMESPACE, f"{title}/{problem.slug}")),  # the same at every packaging
        "title": problem.file.title,
        "topic": title,
        "type": "v3",
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": image,
            "entrypoint": "/opt/grader/run.sh",
            "timeout": round(problem.limits.time_budget + SPARE_SECONDS),
            "enableNetworking": False,
        },
    }
    return msgspec.json.format(msgspec.json.encode(info)) + b"\n"
