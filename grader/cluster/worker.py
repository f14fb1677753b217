"""One worker's part: sandboxes of its own, kept warm from task to task, ended with the worker.

dask runs these functions in the worker's process; the plugin holds what lasts between them.
"""

from __future__ import annotations

import time
from typing import Any

from distributed import WorkerPlugin, get_worker

from grader.answers import KeyStore, default_folder
from grader.cluster.parcel import Here, Outcome, Parcel
from grader.gradebook import Versions, encode_result
from grader.judging import Judge
from grader.lockdown import harden_parent
from grader.sandbox import Sandboxes
from grader.spawning import Kind
from grader.submission import Submission

__all__ = ["NAME", "SandboxPlugin", "describe", "judge", "unpacked"]

NAME = "grader-sandboxes"


class SandboxPlugin(WorkerPlugin):
    """Holds a worker's sandboxes; every worker gets one, those that come later as well."""

    name = NAME

    def setup(self, worker: Any) -> None:
        """Start nothing yet: a zygote is started by the first task that needs it."""
        del worker
        harden_parent()
        self.sandboxes = Sandboxes()

    def teardown(self, worker: Any) -> None:
        """End the zygotes, and so every child."""
        del worker
        self.sandboxes.close()


def describe(kinds: tuple[Kind, ...]) -> Here:
    """Say what a worker has; runs the self-test of each kind of sandbox once."""
    versions = Versions.here()
    return Here(
        versions.grader,
        versions.numpy,
        versions.python,
        versions.torch,
        _sandboxes().protection(kinds),
    )


def unpacked(parcel: Parcel) -> Parcel:
    """Return what was sent: a task of its own, so that each worker fetches it once.

    dask makes it again where the worker that held it is gone.
    """
    return parcel


def judge(parcel: Parcel, submission: Submission, isolation: str, kind: Kind) -> Outcome:
    """Judge one submission, under the isolation that the gradebook will say."""
    found = str(_sandboxes().protection((kind,)))
    if found != isolation:
        return Outcome(b"", 0.0, f"its isolation is {found}, that of the others {isolation}")
    judging = Judge(_sandboxes(), KeyStore(default_folder(), _silent), parcel.seed)
    judging.take_key(parcel.problem, parcel.key)
    begin = time.monotonic()
    result = judging.judge(parcel.problem, submission)
    return Outcome(encode_result(result), time.monotonic() - begin)


def _sandboxes() -> Sandboxes:
    plugin = get_worker().plugins[NAME]
    assert isinstance(plugin, SandboxPlugin)
    return plugin.sandboxes


def _silent(note: str) -> None:
    """Take no note: nothing is read or written where the key is given."""
