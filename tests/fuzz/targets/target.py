"""An atheris target: python target.py SUBJECT [libFuzzer options] CORPUS."""

from __future__ import annotations

import random
import resource
import sys
import warnings
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[3])]

with atheris.instrument_imports(include=["grader"]):
    from fuzz.mutators import MUTATORS
    from fuzz.subjects import SUBJECTS


def main() -> None:
    """Fuzz the subject that is named; the process ends at the first finding."""
    name = sys.argv.pop(1)
    warnings.simplefilter("error")
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))  # growth is a finding too
    change = MUTATORS.get(name)

    def mutated(data: bytes, max_size: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if change is None or chance.random() < 0.2:
            plain: bytes = atheris.Mutate(data, max_size)
            return plain
        return change(data, chance)[:max_size]

    atheris.Setup(sys.argv, SUBJECTS[name], custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
