"""The files of a pack as they are written: course.yaml, problem.yaml, secret.yaml, survivors.yaml.

The JSON Schema is generated from these Structs, so it cannot say anything else than the loader.
"""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from grader.picture import Picture

__all__ = [
    "CourseFile",
    "Defaults",
    "Group",
    "Parameter",
    "PracticeGroup",
    "ProblemFile",
    "Returns",
    "SecretFile",
    "SurvivorEntry",
    "SurvivorsFile",
    "Tolerance",
    "Unit",
    "is_set",
]

Name = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", description="A Python name.")]
Slug = Annotated[
    str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Lower-case words and hyphens.")
]
Text = Annotated[str, Meta(min_length=1)]
Positive = Annotated[float, Meta(gt=0)]
Count = Annotated[int, Meta(ge=1, le=1000)]
Dimension = int | str


class FileStruct(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what is read from YAML: unknown keys are errors."""


class Parameter(FileStruct, frozen=True, kw_only=True):
    """One parameter of the function, as the grader passes it."""

    type: Annotated[
        str,
        Meta(
            description="ndarray, tensor, int, float, bool, str, pair, list, tuple, none or any; "
            "alternatives with |, as in 'int | pair'."
        ),
    ]
    shape: Annotated[
        list[Dimension] | None, Meta(description="One entry a dimension: a number or a name.")
    ] = None
    dtype: Annotated[str | None, Meta(description="Default: float64.")] = None
    doc: Annotated[str, Meta(description="What it means, for the statement.")] = ""


class Returns(FileStruct, frozen=True, kw_only=True):
    """What the function returns."""

    type: Annotated[
        str,
        Meta(
            description="ndarray, tensor, int, float, bool, str, pair, list, tuple, none or any; "
            "alternatives with |."
        ),
    ]
    shape: Annotated[
        list[Dimension] | None,
        Meta(description="Names and formulas, for the statement; torch decides the truth."),
    ] = None
    dtype: Annotated[
        str | None, Meta(description="Given only where exactly this dtype is asked for.")
    ] = None
    doc: str = ""


class Tolerance(FileStruct, frozen=True, kw_only=True):
    """How far a number may be from the reference: |a - b| <= max(atol, rtol * |b|)."""

    rtol: Annotated[float, Meta(ge=0)] = 1e-9
    atol: Annotated[float, Meta(ge=0)] = 1e-9


class Group(FileStruct, frozen=True, kw_only=True):
    """Cases that stand or fall together."""

    name: Text
    points: (
        Annotated[
            float,
            Meta(
                ge=0,
                description="Default: secret groups share what is left; public groups carry none.",
            ),
        ]
        | None
    ) = None
    repeat: Annotated[Count, Meta(description="How many cases are drawn.")] = 1
    let: Annotated[
        dict[Name, Any],
        Meta(description="Names drawn first, in order; strings are expressions."),
    ] = {}
    inputs: Annotated[
        dict[Name, Any],
        Meta(description="One entry a parameter; strings are expressions."),
    ] = {}
    cases: Annotated[
        list[dict[Name, Any]],
        Meta(description="One case each: inputs that replace or complete the group's own."),
    ] = []
    expect: Annotated[
        Any, Meta(description="The literal answer; verify proves it equals the reference.")
    ] = UNSET
    call: Annotated[str | None, Meta(description="Replaces the problem's call for this group.")] = (
        None
    )
    hint: Annotated[
        str, Meta(description="Shown when a secret case of the group fails; gives no data away.")
    ] = ""
    reveal: Annotated[
        bool, Meta(description="Show the arguments of a failing secret case of this group.")
    ] = False
    shrink: Annotated[
        bool,
        Meta(
            description="Of a secret group that fails: show the smallest input drawn from its "
            "expressions that fails alike. Public cases need no leave."
        ),
    ] = False


class PracticeGroup(FileStruct, frozen=True, kw_only=True):
    """Where random cases come from that anybody may see; they are worth nothing."""

    name: Text
    let: Annotated[
        dict[Name, Any],
        Meta(description="Names drawn first, in order; strings are expressions."),
    ] = {}
    inputs: Annotated[
        dict[Name, Any],
        Meta(description="One entry a parameter; strings are expressions."),
    ] = {}
    call: Annotated[str | None, Meta(description="Replaces the problem's call for this group.")] = (
        None
    )

    def as_group(self) -> Group:
        """Return the same draws as a group of cases."""
        return Group(name=self.name, let=self.let, inputs=self.inputs, call=self.call)


class Defaults(FileStruct, frozen=True, kw_only=True):
    """What a problem of the course has where it says nothing."""

    points: Positive = 10
    time_limit: Positive = 2
    time_budget: Positive = 10
    memory: Annotated[int, Meta(ge=16)] = 512


class ProblemFile(FileStruct, frozen=True, kw_only=True):
    """exercises/SLUG/problem.yaml: everything a student may see."""

    title: Text
    function: Annotated[Name, Meta(description="The function or class a submission defines.")]
    parameters: dict[Name, Parameter]
    returns: Returns
    statement: Annotated[Text, Meta(description="Markdown with LaTeX between $ or $$.")]
    stub: Annotated[Text, Meta(description="What the student starts from.")]
    reference: Annotated[
        Text,
        Meta(
            description="torch: an expression over the parameters, or code that defines the "
            "function; inputs arrive as float64 tensors."
        ),
    ]
    points: Positive | None = None
    packages: Annotated[
        list[str],
        Meta(description="What a submission may import besides the standard library."),
    ] = []
    forbid: Annotated[
        list[str], Meta(description="Calls that would give the answer away, as np.convolve.")
    ] = []
    call: Annotated[
        str | None,
        Meta(description="How the submission is exercised; default: the function's call."),
    ] = None
    tolerance: Tolerance = Tolerance()
    hints: Annotated[list[str], Meta(description="Shown one at a time.")] = []
    groups: Annotated[list[Group], Meta(min_length=1)]
    practice: Annotated[
        list[PracticeGroup],
        Meta(description="Random cases for `grader practice` and for small counterexamples."),
    ] = []
    pictures: Annotated[
        list[Picture],
        Meta(description="What a report draws of a failing public case, besides its numbers."),
    ] = []
    time_limit: Annotated[Positive, Meta(description="Seconds a case.")] | None = None
    time_budget: Annotated[Positive, Meta(description="Seconds a problem.")] | None = None
    memory: Annotated[int, Meta(ge=16, description="Megabytes.")] | None = None


class SecretFile(FileStruct, frozen=True, kw_only=True):
    """solutions/SLUG/secret.yaml: hidden case groups."""

    groups: Annotated[list[Group], Meta(min_length=1)]


class SurvivorEntry(FileStruct, frozen=True, kw_only=True):
    """A mutant that no case kills, and why that does no harm."""

    mutant: Annotated[
        str,
        Meta(
            pattern=r"^.+-[0-9a-f]{8}$",
            description="As `grader verify --mutants` names it: the solution and eight hex digits.",
        ),
    ]
    change: Annotated[Text, Meta(description="The lines that differ, for the reader.")]
    why: Annotated[Text, Meta(description="Why no case can, or need, kill it.")]


class SurvivorsFile(FileStruct, frozen=True, kw_only=True):
    """solutions/SLUG/survivors.yaml: mutants that live on, argued one by one."""

    survivors: Annotated[list[SurvivorEntry], Meta(min_length=1)]


class Unit(FileStruct, frozen=True, kw_only=True):
    """A stretch of the course."""

    title: Text
    problems: Annotated[list[Slug], Meta(min_length=1)]


class CourseFile(FileStruct, frozen=True, kw_only=True):
    """exercises/course.yaml: the units in order."""

    title: Text
    units: Annotated[list[Unit], Meta(min_length=1)]
    defaults: Defaults = Defaults()


def is_set(thing: object) -> bool:
    """Say whether an optional entry was given at all (None is a value)."""
    return not isinstance(thing, UnsetType)
