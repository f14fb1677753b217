"""Pictures in the terminal: plain without colour, coloured with it, in the width there is."""

from __future__ import annotations

import numpy as np
import pytest
from click import unstyle
from pages import judged, mistaken

from grader.figures import figures_of
from grader.picture import StartsPicture, WindowPicture
from grader.render.grid import beside, cells
from grader.render.text import problem_text
from grader.render.text_figures import figure_lines
from grader.values import encode


def plain(slug: str, name: str, width: int = 100) -> str:
    return unstyle(problem_text(mistaken(slug, name), width))


def test_the_window_of_the_first_wrong_cell_is_marked() -> None:
    text = plain("slide-kernel", "flipped")
    assert "the window of the first wrong cell, index (0, 0):" in text
    assert "    (0)(0)(1) 0  0      1   0  -1\n" in text
    assert "there: 0*1 + 0*0 + 1*(-1) + 0*2" in text
    assert "= -4" in text


def test_the_frame_is_dots() -> None:
    text = plain("max-pool", "pads_zeros")
    assert "( .)( .)  .   .   .\n" in text
    assert "( .)(-3) -1  -2   .\n" in text


def test_the_dropped_window_is_on_the_line() -> None:
    lines = [line.strip() for line in plain("out-size-full", "pads_one_end").splitlines()]
    at = lines.index("cells     . 0 1 2 3 4 5 6 .")
    assert lines[at + 1 : at + 5] == [
        "window 0  #   #   #",
        "window 1      #   #   #",
        "window 2          #   #   #",
        "dropped               x   x   x",
    ]


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (40, 60, 80):
        for slug, name in (("slide-kernel", "flipped"), ("out-size-full", "pads_one_end")):
            pictures = plain(slug, name, width).splitlines()
            grids = [line for line in pictures if line.strip().startswith(("[", "(", "window "))]
            assert max(map(len, grids)) <= width


def test_a_line_that_does_not_fit_is_left_out() -> None:
    figures = figures_of([StartsPicture(length=40, window=3, stride=8)], {}, 1)
    assert list(figure_lines(figures, None, 200))
    assert list(figure_lines(figures, None, 60)) == []


def test_large_inputs_are_left_out() -> None:
    inputs = {"x": encode(np.zeros((15, 15)))}
    figures = figures_of(
        [WindowPicture(input="x", size=[1, 1])], inputs, encode(np.zeros((15, 15)))
    )
    assert figures
    assert list(figure_lines(figures, None, 200)) == []


def test_an_answer_of_another_shape_has_no_first_wrong_cell() -> None:
    text = plain("conv-pad-stride", "padding_ignored")
    assert "first wrong cell" not in text


def test_an_error_draws_nothing() -> None:
    result = judged("slide-kernel", b"def conv2d_valid(i, k):\n    return i[9]\n")
    assert "first wrong cell" not in unstyle(problem_text(result))


def test_colours_say_the_same_as_the_plain_text() -> None:
    plane = np.array([[-4.0, 0, 1], [np.nan, np.inf, 4]])
    marked = np.array([[True, False, False]] * 2)
    tinted = cells(plane, marked, 4)
    assert list(map(unstyle, tinted)) == cells(plane, marked)
    assert "\x1b[38;5;16m\x1b[48;5;75m -4" in tinted[0]  # blue below 0
    assert "\x1b[38;5;16m\x1b[48;5;230m  1" in tinted[0]  # pale orange above
    assert "\x1b[38;5;16m\x1b[48;5;209m  4" in tinted[1]
    assert tinted[1].count("\x1b[48") == 1  # 0, NaN and infinity have no colour


@pytest.mark.parametrize("width", [10, 200])
def test_colours_do_not_shift_panels(width: int) -> None:
    plane = np.array([[-4.0, 4]])
    plain_lines = beside([("a", cells(plane)), ("b", cells(plane))], width)
    tinted = beside([("a", cells(plane, scale=4)), ("b", cells(plane, scale=4))], width)
    assert list(map(unstyle, tinted)) == plain_lines
