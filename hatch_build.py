"""A step of building the wheel: the answers to the public cases, so that students need no torch.

They are made where torch and solutions/ are at hand (`make dist`); elsewhere the wheel does without
them, and the first check of a problem computes its answers with torch.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PublicAnswers(BuildHookInterface[Any]):
    """Puts exercises/SLUG/answers.key into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files and have them packed; an editable install has none."""
        self._folder = Path(mkdtemp(prefix="answers-"))
        if version != "editable":
            for slug, content in self._answers().items():
                path = self._folder / f"{slug}.key"
                path.write_bytes(content)
                packed = f"grader/_exercises/{slug}/answers.key"
                build_data["force_include"][str(path)] = packed

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take away what was made for the build alone."""
        del version, build_data, artifact_path
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answers(self) -> dict[str, bytes]:
        root = Path(self.root)
        sys.path.insert(0, self.root)
        try:
            import torch  # noqa: F401 - the answers are torch's

            from grader import load_pack
            from grader.release import public_answers
            from grader.sandbox import Sandboxes
            from grader.session import Session
        except ImportError as error:
            self.app.display_warning(f"no public answers in the wheel: {error}")
            return {}
        finally:
            sys.path.remove(self.root)
        if not (root / "solutions").is_dir():
            self.app.display_warning("no public answers in the wheel: there is no solutions/")
            return {}
        with Sandboxes() as sandboxes:
            session = Session(load_pack(root / "exercises", root / "solutions"), sandboxes)
            session.prepare(session.pack.slugs)
            return {slug: one.file for slug, one in public_answers(session).items()}
