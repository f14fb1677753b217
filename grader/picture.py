"""The pictures that a problem asks for, as its author writes them in problem.yaml.

    window    a window slides over the input: from which cells each cell of the answer comes
    starts    a number line of window starts, with the first window that would stick out
    stamp     each cell stamps its multiple of the kernel, or its own column, onto a target
    cover     how many windows cover each cell
    patches   every window as a column of a matrix, each in a colour of its own
    panels    arrays side by side, for comparing them

The entries are expressions over the parameters and the names of `each`, numbers, or lists of
these. Which cells belong to which is computed from them alone, never from an answer.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

__all__ = [
    "CoverPicture",
    "Formula",
    "PanelsPicture",
    "PatchesPicture",
    "Picture",
    "StampPicture",
    "StartsPicture",
    "WindowPicture",
]

Formula = str | int | list[str | int]
"""An expression, a number, or a list of these."""

Index = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", description="A Python name.")]
Entry = Annotated[Formula, Meta(description="An expression, a number, or a list of these.")]
Stride = Annotated[
    Formula, Meta(description="Cells from one window to the next: a number, or one an axis.")
]
Padding = Annotated[
    Formula,
    Meta(description="Frame around the cells: a number, one an axis, or (before, after) an axis."),
]
Dilation = Annotated[
    Formula, Meta(description="Cells from one of a window's cells to the next, or one an axis.")
]
Size = Annotated[
    Formula | None, Meta(description="The window's size, one number an axis; default: kernel's.")
]


class PictureStruct(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"
):
    """What every picture may say."""

    title: Annotated[str, Meta(description="What the reader should see in it.")] = ""
    each: Annotated[
        dict[Index, Formula],
        Meta(description="Names and how far they count: one picture for each of their values."),
    ] = {}
    planes: Annotated[str, Meta(description="What the planes of a deep input are.")] = "plane"
    only: Annotated[
        list[str], Meta(description="The names of the groups it is for; default: all of them.")
    ] = []


class WindowPicture(PictureStruct, frozen=True, kw_only=True, tag="window"):
    """A window slides over the input; each position gives one cell of the answer.

    The names of `each` are the answer's leading axes, in order.
    """

    input: Annotated[Formula, Meta(description="The array the window slides over.")]
    kernel: Annotated[
        Formula | None, Meta(description="The weights under the window, where it has some.")
    ] = None
    size: Size = None
    stride: Stride = 1
    padding: Padding = 0
    dilation: Dilation = 1
    output: Annotated[
        Formula | None, Meta(description="Positions an axis, where not all that fit are taken.")
    ] = None
    outside: Annotated[
        Formula | None, Meta(description="What the frame holds; 'None' where it takes no part.")
    ] = 0
    combine: Annotated[
        Literal["products", "max", "mean"] | None,
        Meta(description="How a window becomes a number, to be written out below the picture."),
    ] = None
    plus: Annotated[Formula | None, Meta(description="A number added to each window's.")] = None


class StartsPicture(PictureStruct, frozen=True, kw_only=True, tag="starts"):
    """A number line with a window at each of its starts, and the first one that sticks out."""

    length: Annotated[Formula, Meta(description="Cells along the line, without the frame.")]
    window: Annotated[Formula, Meta(description="Cells of the window.")]
    stride: Stride = 1
    padding: Padding = 0
    dilation: Dilation = 1


class StampPicture(PictureStruct, frozen=True, kw_only=True, tag="stamp"):
    """Each cell of the input adds the kernel, times the cell, to its window of the target.

    With `columns` instead of input and kernel, each column is added to its window.
    """

    input: Annotated[Formula | None, Meta(description="The cells that stamp.")] = None
    kernel: Annotated[Formula | None, Meta(description="What they stamp.")] = None
    columns: Annotated[
        Formula | None, Meta(description="A matrix with one column for each window.")
    ] = None
    size: Size = None
    target: Annotated[Formula, Meta(description="Rows and columns of what is stamped onto.")]
    stride: Stride = 1
    padding: Padding = 0
    dilation: Dilation = 1


class CoverPicture(PictureStruct, frozen=True, kw_only=True, tag="cover"):
    """How many windows cover each cell of a target."""

    target: Annotated[Formula, Meta(description="Rows and columns of what is covered.")]
    size: Annotated[Formula, Meta(description="The window's size, one number an axis.")]
    stride: Stride = 1
    padding: Padding = 0
    dilation: Dilation = 1


class PatchesPicture(PictureStruct, frozen=True, kw_only=True, tag="patches"):
    """Every window of the input as a column of a matrix: plane by plane, row by row."""

    input: Annotated[Formula, Meta(description="The array the window slides over.")]
    size: Annotated[Formula, Meta(description="The window's size, one number an axis.")]
    stride: Stride = 1
    padding: Padding = 0
    dilation: Dilation = 1


class PanelsPicture(PictureStruct, frozen=True, kw_only=True, tag="panels"):
    """Arrays side by side in rows, all on one scale of colours."""

    rows: Annotated[
        list[dict[str, Any]],
        Meta(min_length=1, description="One row each: titles and arrays, literal or expressions."),
    ]


Picture = (
    WindowPicture | StartsPicture | StampPicture | CoverPicture | PatchesPicture | PanelsPicture
)
"""One picture of a problem; `kind` says which."""
