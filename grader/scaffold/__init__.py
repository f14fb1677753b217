"""A new problem that verifies before its author has changed a word.

skeleton.py   slug, title -> the text of each file
write.py      these files on disk, and the problem in its course; never overwrites
"""

from __future__ import annotations

from grader.scaffold.write import Scaffold, scaffold

__all__ = ["Scaffold", "scaffold"]
