"""The fragment below a cell: it styles nothing but itself, and takes the notebook's colours."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from chromium import CHROMIUM, browser_running
from pages import judged, mistaken

from grader.render.html_inline import html_fragment, inline_style

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIL = "<img src=x onerror=alert(1)>"


def test_every_rule_is_kept_to_the_fragment() -> None:
    rules = re.findall(r"([^{}@]+)\{[^{}]*\}", re.sub(r"@media[^{]*\{", "", inline_style()))
    selectors = [selector.strip(" \n}") for rule in rules for selector in rule.split(",")]
    assert len(selectors) > 100
    assert [one for one in selectors if ".grader-report" not in one] == []


def text_of(fragment: str) -> str:
    """Return what a fragment says, its style and script left out."""
    shown = re.sub(r"(?s)<(style|script)>.*?</\1>", "", fragment)
    return html.unescape(re.sub(r"<[^>]*>", "", shown))


def test_it_holds_the_report_a_note_and_the_closing_lines() -> None:
    fragment = html_fragment(mistaken("conv-stride", "rows_only"), ["next: `x`"], "a `note`")
    said = text_of(fragment)
    for text in ("Slide the kernel with a stride", "You did rows_only.", "a note", "next: x"):
        assert text in said
    assert '<table class="grid"' in fragment
    assert not re.search(r"<[^>]* id=", fragment)  # below two cells it would be there twice


def test_what_a_student_wrote_is_escaped() -> None:
    source = b"def conv2d_valid(i, k):\n    raise ValueError('" + EVIL.encode() + b"')\n"
    fragment = html_fragment(judged("slide-kernel", source), [EVIL], EVIL)
    assert EVIL not in fragment
    assert text_of(fragment).count(EVIL) >= 3


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_running() as browser:
        yield browser


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize(
    ("body", "system", "dark"),
    [
        ('<body data-jp-theme-light="true">', "dark", False),
        ('<body data-jp-theme-light="false">', "light", True),
        ('<body class="vscode-dark">', "light", True),
        ("<body>", "dark", True),
        ("<body>", "light", False),
    ],
    ids=["lab light", "lab dark", "code dark", "system dark", "system light"],
)
def test_it_has_the_notebooks_colours_and_its_steps_work(
    browser: Browser, body: str, system: str, *, dark: bool
) -> None:
    fragment = html_fragment(mistaken("slide-kernel", "flipped"))
    context = browser.new_context(color_scheme=system)  # type: ignore[arg-type]
    page = context.new_page()
    # Two cells were run: the second fragment's script must not disturb the first's figures.
    page.set_content(f"<!doctype html>{body}<p id=host>the notebook's own</p>{fragment}{fragment}")
    colours = page.locator(".problem").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert colours == ("rgb(23, 28, 35)" if dark else "rgb(255, 255, 255)")
    margin = page.locator("#host").evaluate("e => getComputedStyle(e).overflowWrap")
    assert margin == "normal"
    for figure in page.locator(".stepper:visible").all():
        before = figure.locator(".where").inner_text()
        figure.locator("button").nth(1).click()
        assert figure.locator(".where").inner_text() != before
    context.close()
