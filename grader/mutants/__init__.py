"""Automatic mutants of the model solutions, to show what the tests would let slip through.

make.py         solution -> every single change worth trying (cosmic-ray's operators and ours)
operators.py    the changes of array code that cosmic-ray does not know
equivalents.py  which changes are none: what compiles to the same code
advice.py       which kind of case would kill a survivor
hunt.py         mutants -> the sandbox -> killed, survived, argued
"""

from __future__ import annotations

from grader.mutants.hunt import Hunt, Survivor, hunt, kill_rate
from grader.mutants.make import Mutant, require_operators

__all__ = ["Hunt", "Mutant", "Survivor", "hunt", "kill_rate", "require_operators"]
