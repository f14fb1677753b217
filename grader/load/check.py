"""What a problem means: whether its parts fit one another."""

from __future__ import annotations

from grader.errors import Fault
from grader.load.yaml_tree import Document
from grader.problem import Defaults, ProblemFile, SecretFile

__all__ = ["check_problem", "check_secret"]


def check_problem(
    document: Document, file: ProblemFile, defaults: Defaults
) -> tuple[Fault, ...]:
    """Return what is wrong with problem.yaml beyond its form."""
    return ()


def check_secret(
    document: Document, secret: SecretFile, file: ProblemFile, defaults: Defaults
) -> tuple[Fault, ...]:
    """Return what is wrong with secret.yaml beyond its form."""
    return ()
