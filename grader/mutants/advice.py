"""Which kind of case would kill a survivor, told from the kind of change that was made."""

from __future__ import annotations

from typing import Final

__all__ = ["advice"]

_BY_KIND: Final = {
    "ShiftBound": "a case at the boundary: size 0 or 1, sizes that just fit and just do not",
    "SwapNeighbours": "a case in which the two differ: not square, unequal sizes, no symmetry",
    "SwapSubscripts": "a case whose axes have different lengths, of more than 1",
    "ChangeAssignment": "a case with several terms to add up, not starting from nothing",
    "DropStatement": "a case in which that statement changes the answer",
    "DropCall": "a case in which that call changes something: other shapes, or a result used twice",
    "TwinName": "a case with distinct numbers, negative ones among them",
    "ForceCondition": "two cases, one on each side of that condition",
    "DropOperand": "a case in which one half of the condition holds and the other does not",
    "NumberReplacer": "a case in which that number matters: another size, the first or last item",
    "ReplaceBinaryOperator": "a case with numbers for which the two differ: not 0, 1 or 2",
    "ReplaceComparisonOperator": "a case at the boundary: both sides equal, and one more and less",
    "ReplaceUnaryOperator": "a case with another sign there: positive and negative numbers",
    "ZeroIterationForLoop": "a case in which that loop has something to do",
    "AddNot": "two cases, one on each side of that condition",
    "ReplaceAndWithOr": "a case in which one half of the condition holds and the other does not",
    "ReplaceOrWithAnd": "a case in which one half of the condition holds and the other does not",
    "ReplaceTrueWithFalse": "a case in which that switch matters",
    "ReplaceFalseWithTrue": "a case in which that switch matters",
}


def advice(operator: str) -> str:
    """Return a case to try, in words that fit any subject."""
    return _BY_KIND.get(operator.partition("_")[0], "a case in which that line matters")
