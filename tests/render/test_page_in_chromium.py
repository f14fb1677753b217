"""The page in a real browser: stepping by keys, mouse, slider and buttons; widths and schemes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import CHROMIUM, browser_running, quiet_page
from pages import judged, mistaken, report

from grader.render.html_report import html_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_running() as browser:
        yield browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    results = (
        mistaken("slide-kernel", "flipped"),
        mistaken("out-size-full", "pads_one_end"),
        mistaken("fix-the-notebook", "previous_shape"),
        mistaken("im2col", "taps_by_column"),
        mistaken("grad-input", "flipped"),
        mistaken("max-pool", "pads_zeros"),
        judged("conv1d", b"def conv1d(*_):\n    return 'x' * 3000\n", printed=b"word" * 400),
    )
    path.write_text(html_report(report(*results)), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """Open the page; afterwards there must have been no error and no request but for itself."""
    with quiet_page(browser, file) as page:
        yield page


def stepper(page: Page, slug: str) -> Locator:
    return page.locator(f"#{slug} .stepper").first


def active(figure: Locator) -> list[str]:
    """Return row and column of each active cell that can be seen."""
    places: list[str] = figure.locator("td.on:visible").evaluate_all(
        "cells => cells.map(cell => `${cell.parentNode.rowIndex - 1},${cell.cellIndex - 1}`)"
    )
    return places


def window(figure: Locator) -> list[str]:
    return figure.locator("td.in:visible .text").all_inner_texts()


def told(figure: Locator) -> str:
    return " ".join(figure.locator(".told").inner_text().split())


def test_keys_move_the_window_and_the_active_cell(page: Page) -> None:
    figure = stepper(page, "slide-kernel")
    assert active(figure) == ["0,0", "0,0"]  # of expected and of yours
    assert window(figure) == ["0", "0", "1"] * 3
    figure.locator("input").focus()
    page.keyboard.press("ArrowRight")
    assert active(figure) == ["0,1", "0,1"]
    assert window(figure) == ["0", "1", "0"] * 3
    assert "expected 0, yours 0: right" in told(figure)
    page.keyboard.press("ArrowDown")
    assert active(figure) == ["1,1", "1,1"]
    page.keyboard.press("End")
    assert active(figure) == ["2,2", "2,2"]
    assert "= 4 expected 4, yours -4: wrong" in told(figure)
    page.keyboard.press("ArrowDown")  # nothing below
    assert active(figure) == ["2,2", "2,2"]
    page.keyboard.press("Home")
    assert active(figure) == ["0,0", "0,0"]
    assert figure.locator("input").get_attribute("aria-valuetext") == "row 0, column 0"


def test_the_mouse_on_a_cell_of_the_answer_selects_it(page: Page) -> None:
    figure = stepper(page, "slide-kernel")
    figure.locator("[data-step='5']").first.hover()
    assert active(figure) == ["1,2", "1,2"]
    figure.locator("[data-step='7']").first.click()
    assert active(figure) == ["2,1", "2,1"]
    page.keyboard.press("ArrowLeft")  # a click leaves the keys at work
    assert active(figure) == ["2,0", "2,0"]


def test_buttons_and_slider_step(page: Page) -> None:
    figure = stepper(page, "slide-kernel")
    back, forth = figure.locator("button").all()
    assert back.get_attribute("aria-disabled") == "true"
    forth.click()
    forth.click()
    assert active(figure) == ["0,2", "0,2"]
    back.click()
    assert active(figure) == ["0,1", "0,1"]
    figure.locator("input").fill("8")
    assert active(figure) == ["2,2", "2,2"]
    assert forth.get_attribute("aria-disabled") == "true"
    forth.click(force=True)
    assert active(figure) == ["2,2", "2,2"]


def test_keys_of_one_figure_leave_the_others_alone(page: Page) -> None:
    stepper(page, "slide-kernel").locator("input").focus()
    before = active(stepper(page, "max-pool"))
    page.keyboard.press("End")
    assert active(stepper(page, "max-pool")) == before


def test_a_patch_and_its_column_have_one_colour(page: Page) -> None:
    figure = stepper(page, "im2col")
    figure.locator("input").focus()
    page.keyboard.press("ArrowRight")
    colours = figure.locator("td.on:visible, td.in:visible").evaluate_all(
        "cells => [...new Set(cells.map(cell => getComputedStyle(cell).backgroundColor))]"
    )
    assert len(colours) == 1
    assert window(figure) == ["2", "3", "5", "6"]


def test_stamps_fill_the_target(page: Page) -> None:
    figure = stepper(page, "grad-input")
    target = figure.locator(".target:visible td[data-n] .text")
    assert target.all_inner_texts() == ["1", "2", "0", "3", "4", "0", "0", "0", "0"]
    figure.locator("input").focus()
    page.keyboard.press("End")
    assert target.all_inner_texts() == ["1", "2", "0", "3", "6", "4", "0", "6", "8"]
    page.keyboard.press("Home")
    assert target.all_inner_texts() == ["1", "2", "0", "3", "4", "0", "0", "0", "0"]


def test_everything_that_can_be_used_shows_its_focus(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", "3px"]


@pytest.mark.parametrize("width", [320, 390, 800, 1600])
@pytest.mark.parametrize("everything", [False, True], ids=["as it opens", "all open"])
def test_no_width_scrolls_sideways(page: Page, width: int, *, everything: bool) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    if everything:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_is_dark(page: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) != light
    assert page.evaluate(ground) == "rgb(15, 19, 24)"


def test_on_paper_there_are_no_controls(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 27, 34)"
    assert page.locator("button:visible, input:visible, nav:visible").count() == 0
    assert page.locator("#slide-kernel .stepper td.on:visible").count() == 2


def test_without_scripts_the_first_wrong_cell_is_shown(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(file.as_uri())
    figure = opened.locator("#slide-kernel .stepper").first
    assert figure.locator("td.on").count() == 2
    assert figure.locator("td.in").count() == 9
    assert not figure.locator(".controls").is_visible()
    context.close()
