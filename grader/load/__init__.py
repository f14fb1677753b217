"""From YAML to problems: the only place that reads a pack, and the only one that reads YAML.

file -> yaml_tree (data with lines) -> decode (structs) -> check (meaning) -> pack (problems)
"""

from __future__ import annotations

from grader.load.pack import Pack, check_pack, load_course, load_problem, open_pack

__all__ = ["Pack", "check_pack", "load_course", "load_problem", "open_pack"]
