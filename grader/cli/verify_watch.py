"""`grader verify --watch`: a problem is proved again whenever one of its files is saved."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence

import click

from grader.cli.proof_table import proof_table
from grader.errors import GraderError
from grader.load import Pack, open_pack
from grader.load.source import shown
from grader.sandbox import Sandboxes
from grader.session import Session
from grader.verify import Proof, prove
from grader.watch.packs import pack_changes

__all__ = ["watch_pack"]


def watch_pack(pack: Pack, slugs: Sequence[str], seed: int, *, require_sandbox: bool) -> int:
    """Prove problems now and at every save, until Ctrl-C; without slugs, whichever is saved."""
    assert pack.solutions is not None
    with Sandboxes() as sandboxes:
        prover = _Prover(pack, tuple(slugs), sandboxes, seed, require_sandbox)
        try:
            prover.prove(slugs)
            changes = pack_changes(pack.exercises, pack.solutions, threading.Event())
            prover.prove(prover.concerned(next(changes)))
            click.echo(
                f"watching {shown(pack.exercises)}/ and {shown(pack.solutions)}/; save a file to "
                f"have its problem proved on seed {seed} (Ctrl-C ends)"
            )
            for changed in changes:
                if sys.stdout.isatty():
                    click.clear()
                prover.prove(prover.concerned(changed))
        except KeyboardInterrupt:
            click.echo("stopped")
    return 0


class _Prover:
    """Proves problems as they are on disk now, in sandboxes that stay warm."""

    def __init__(
        self,
        pack: Pack,
        slugs: tuple[str, ...],
        sandboxes: Sandboxes,
        seed: int,
        require_sandbox: bool,  # noqa: FBT001 - private, and five others
    ) -> None:
        self._pack = pack
        self._slugs = slugs
        self._sandboxes = sandboxes
        self._seed = seed
        self._require_sandbox = require_sandbox

    def concerned(self, changed: frozenset[str]) -> Sequence[str]:
        """Return the watched problems that a change is about; of the course, all of them."""
        watched = self._slugs or tuple(sorted(changed - {""}))
        return watched if "" in changed else [slug for slug in watched if slug in changed]

    def prove(self, slugs: Sequence[str]) -> None:
        """Print what holds of these problems, or what is wrong with their files."""
        if not slugs:
            return
        begin = time.perf_counter()
        try:
            text = proof_table([self._proof(slug) for slug in slugs])
        except GraderError as error:
            text = str(error)
        seconds = time.perf_counter() - begin
        click.echo(f"{text}\n{time.strftime('%H:%M:%S')}, in {seconds:.2f} s")

    def _proof(self, slug: str) -> Proof:
        pack = open_pack(self._pack.exercises, self._pack.solutions)
        session = Session(pack, self._sandboxes, self._seed, require_sandbox=self._require_sandbox)
        session.prepare([slug])
        return prove(session, slug)
