"""Pictures of the shipped exercises: drawn for every public case, and true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import ROOT, exercise

from grader.cases import Case, draw_cases
from grader.figures import Cover, Figure, Patches, Sliding, Stamping, Starts, figures_of
from grader.figures.draw import drawn
from grader.figures.geometry import Steps, axis
from grader.load import open_pack
from grader.picture import (
    CoverPicture,
    PanelsPicture,
    PatchesPicture,
    StampPicture,
    StartsPicture,
    WindowPicture,
)
from grader.values import Array, array_of, encode

PICTURED = [slug for slug in open_pack(ROOT / "exercises").slugs if exercise(slug).file.pictures]
WITHOUT = {"make-conv", "set-kernel", "line-image", "grad-bias"}


def cases_with_figures(slug: str) -> Iterator[tuple[Case, tuple[Figure, ...]]]:
    problem = exercise(slug)
    for case in draw_cases(problem, 0):
        group = problem.file.groups[case.group].name
        pictures = [one for one in problem.file.pictures if not one.only or group in one.only]
        for picture in pictures:
            assert drawn(picture, case.inputs), f"{group}: {picture}"
        figures = figures_of(pictures, case.inputs, case.expect)
        assert bool(figures) == bool(pictures), f"{group}: not the shape of the answer"
        yield case, figures


def test_every_exercise_with_something_to_draw_has_pictures() -> None:
    assert set(open_pack(ROOT / "exercises").slugs) - set(PICTURED) == WITHOUT


@pytest.mark.parametrize("slug", PICTURED)
def test_what_is_drawn_is_the_answer(slug: str) -> None:
    for case, figures in cases_with_figures(slug):
        expected: Any = array_of(case.expect) if isinstance(case.expect, Array) else case.expect
        for figure in figures:
            match figure:
                case Sliding():
                    sums = [total(line) for scene in figure.scenes for line in scene.work]
                    assert not sums or sums == np.asarray(expected, dtype=float).ravel().tolist()
                case Stamping():
                    np.testing.assert_array_equal(stamped(figure), expected)
                case Patches() if slug == "im2col":
                    matrices = [one.rows for one in figure.matrices]
                    np.testing.assert_array_equal(np.array(matrices), expected)
                case Starts() if slug.startswith("out-size"):
                    assert len(figure.line.windows) == expected
                case _:
                    pass


def total(line: str) -> float:
    found = re.search(r"= (-?[\d.]+)(?: \(without.*\))?$", line)
    assert found, line
    return float(found[1])


def stamped(figure: Stamping) -> object:
    planes = np.array([stamps[-1].target.rows for stamps in figure.stamps], dtype=float)
    rows, columns = figure.rows, figure.columns
    inside = planes[
        :, rows.before : rows.before + rows.length, columns.before : columns.before + columns.length
    ]
    counts = [last + 1 for last in figure.scenes[-1].index]
    return inside.reshape(*counts, rows.length, columns.length)


def test_the_coverage_map_of_col2im() -> None:
    _, figures = next(cases_with_figures("col2im"))
    (cover,) = (figure for figure in figures if isinstance(figure, Cover))
    assert cover.counts.rows == ((1, 2, 1), (2, 4, 2), (1, 2, 1))


def test_the_sobel_trio_is_what_its_kernels_give() -> None:
    (picture,) = (p for p in exercise("slide-kernel").file.pictures if isinstance(p, PanelsPicture))
    for row in picture.rows:
        line, kernel, gives = (np.array(entry) for entry in row.values())
        made = [[(line[i : i + 3, j : j + 3] * kernel).sum() for j in range(3)] for i in range(3)]
        np.testing.assert_array_equal(made, gives)


@given(
    length=st.integers(0, 12),
    frame=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    steps=st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 3)),
)
def test_windows_are_all_that_fit(
    length: int, frame: tuple[int, int], steps: tuple[int, int, int]
) -> None:
    size, stride, dilation = steps
    made = axis(length, Steps(size, stride, frame, dilation))
    total = sum(frame) + length
    starts = range(0, total, stride)
    naive = [tuple(start + tap * dilation for tap in range(size)) for start in starts]
    assert list(made.windows) == [window for window in naive if window[-1] < total]
    assert [made.in_frame(cell) for cell in range(total)] == (
        [True] * frame[0] + [False] * length + [True] * frame[1]
    )


INPUTS = {"x": encode(np.arange(12.0).reshape(3, 4)), "k": encode(np.ones((2, 2))), "n": 2}
BROKEN = [
    WindowPicture(input="x", kernel="k", stride=0),
    WindowPicture(input="x", kernel="k", padding="[1, 2, 3]"),
    WindowPicture(input="x", kernel="k", each={"i": 99}),
    WindowPicture(input="x[i]", kernel="k", each={"i": 9}),
    WindowPicture(input="n", kernel="k"),
    WindowPicture(input="x", kernel="zzz"),
    WindowPicture(input="x", kernel="k", plus="x", combine="products"),
    WindowPicture(input="x", size="x"),
    WindowPicture(input="x", size=[9, 9]),
    WindowPicture(input="x", size=[2, 2], padding=100),
    StartsPicture(length="x", window=2),
    StartsPicture(length=100000, window=2),
    StampPicture(input="x", kernel="k", target=[2, 2]),
    StampPicture(input="x[0]", kernel="k", target=[4, 5]),
    StampPicture(columns="x", size=[5, 5], target=[9, 9]),
    CoverPicture(target=[100, 100], size=[2, 2]),
    CoverPicture(target="'text'", size=[2, 2]),
    PatchesPicture(input="x", size=[2, 2], each={"i": 0}),
    PanelsPicture(rows=[{"a": "x[9]"}]),
    PanelsPicture(rows=[{"a": [[1, 2], [3]]}]),
    PanelsPicture(rows=[{"a": {"b": 1}}]),
]


@pytest.mark.parametrize("picture", BROKEN, ids=lambda picture: repr(picture)[:60])
def test_what_cannot_be_drawn_is_left_out(picture: WindowPicture) -> None:
    with pytest.raises(ValueError, match=r"."):
        drawn(picture, INPUTS)
    assert figures_of([picture], INPUTS, encode(np.ones((2, 3)))) == ()


def test_a_window_whose_positions_are_not_the_answers_cells_is_left_out() -> None:
    picture = WindowPicture(input="x", kernel="k")
    assert figures_of([picture], INPUTS, encode(np.ones((2, 3))))
    assert not figures_of([picture], INPUTS, encode(np.ones((3, 2))))
    assert not figures_of([picture], INPUTS, "text")


def test_a_long_sum_leaves_out_the_products_that_are_0() -> None:
    inputs = {"x": encode(np.eye(4))}
    picture = WindowPicture(input="x", kernel="x", combine="products")
    (figure,) = drawn(picture, inputs)
    assert isinstance(figure, Sliding)
    work = figure.scenes[0].work[0]
    assert work == "1\u00b71 + 1\u00b71 + 1\u00b71 + 1\u00b71 = 4 (without the products that are 0)"


def test_labels_say_which_plane() -> None:
    picture = WindowPicture(input="y[i]", size=[1, 2], each={"i": "len(y)"}, planes="channel")
    (figure,) = drawn(picture, {"y": encode(np.zeros((2, 3, 1, 4)))})
    assert isinstance(figure, Sliding)
    assert [grid.name for grid in figure.scenes[1].inputs] == [
        f"y[1], channel {number}" for number in range(3)
    ]
