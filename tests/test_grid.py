"""Values as text: planes of large arrays are labelled by their axes."""

from __future__ import annotations

import numpy as np
import pytest

from grader.render.comparison import yours_text
from grader.render.grid import plane_label, value_text
from grader.values import encode


@pytest.mark.parametrize(
    ("index", "axes", "label"),
    [
        ((0, 1), ("N", "C", "H", "W"), "N=0, C=1"),
        ((2,), ("C", "H", "W"), "C=2"),
        ((0, 1), (), "[0, 1, :, :]"),
        ((0, 1), ("N", "C"), "[0, 1, :, :]"),
        ((0, 1), ("N", "3", "H", "W"), "[0, 1, :, :]"),
        ((0, 1), ("N", "C//g", "H", "W"), "[0, 1, :, :]"),
        ((0, 1), ("N", "C", "2*H", "W"), "N=0, C=1"),
    ],
)
def test_a_plane_is_named_where_its_axes_are(
    index: tuple[int, ...], axes: tuple[str, ...], label: str
) -> None:
    assert plane_label(index, axes) == label


def test_every_plane_has_its_label() -> None:
    images = encode(np.arange(8.0).reshape(2, 1, 2, 2))
    assert value_text(images, ("N", "C", "H", "W")).splitlines() == [
        "N=0, C=0",
        "[0 1]",
        "[2 3]",
        "N=1, C=0",
        "[4 5]",
        "[6 7]",
    ]
    assert value_text(images).splitlines()[0] == "[0, 0, :, :]"


def test_a_plane_alone_has_none() -> None:
    assert value_text(encode(np.zeros((1, 2))), ("H", "W")) == "[0 0]"


def test_an_answer_of_several_rows_keeps_them() -> None:
    assert yours_text(4.0, encode(np.eye(2))) == "[1 0]\n[0 1]"


def test_a_float_has_its_point_only_where_an_int_is_expected() -> None:
    assert [yours_text(3, got) for got in (3.0, np.float64(3.0).item(), 3, 2.5)] == [
        "3.0",
        "3.0",
        "3",
        "2.5",
    ]
    assert yours_text(3.0, 3.0) == "3"
