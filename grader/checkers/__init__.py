"""Answers against expected ones: a checker returns the first mismatch, or None.

returned value ──> type asked for? ──> parts ──> shape ──> dtype kind ──> values
"""

from grader.checkers.agreement import agree
from grader.checkers.answer import check
from grader.checkers.mismatch import Departure, Difference, Mismatch

__all__ = ["Departure", "Difference", "Mismatch", "agree", "check"]
