"""Small packs in a temporary folder, golden files, and NumPy as it was before a test guards it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from golden import Golden
from small_pack import SMALL_PACK, WritePack

from grader.child.guard import places

GUARDED = ("convolve", "correlate", "correlate2", "sliding_window_view", "as_strided", "pad")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write the golden files anew, to be read over"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the one that is kept beside the test, or keep it with --update."""
    folder = request.path.parent / "golden"
    return Golden(folder, update=request.config.getoption("--update"))


@pytest.fixture(autouse=True)
def _numpy_as_it_was() -> Iterator[None]:
    """Put back what a guard replaces in this process: a child is thrown away, this one is not."""
    held = [
        (vars(module), name, vars(module)[name])
        for path, module in list(sys.modules.items())
        if path.partition(".")[0] == "numpy" and isinstance(module, ModuleType)
        for name in GUARDED
        if name in vars(module)
    ]
    finders = list(sys.meta_path)
    yield
    for names, name, function in held:
        names[name] = function
    # importlib_metadata relies on its finder staying; pygal's is of a kind that Python warns about
    sys.meta_path[:] = [
        one
        for one in sys.meta_path
        if one in finders or type(one).__module__.partition(".")[0] not in {"grader", "pygal"}
    ]
    places.cache_clear()


@pytest.fixture
def write_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WritePack:
    """Write a pack below the current folder, which becomes a temporary one."""
    monkeypatch.chdir(tmp_path)

    def write(files: Mapping[str, str | bytes | None] | None = None) -> Path:
        for name, text in {**SMALL_PACK, **(files or {})}.items():
            if text is not None:
                path = tmp_path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode() if isinstance(text, str) else text)
        return tmp_path

    return write
