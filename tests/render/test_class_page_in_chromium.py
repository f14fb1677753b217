"""The class page in a real browser: sort, search, a student's page and back, keys, schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import CHROMIUM, browser_running, quiet_page
from classes import FEW, DrawnClass, a_class
from msgspec.structs import replace

from grader import render
from grader.gradebook.table import Student
from grader.render.class_page import class_page
from grader.render.class_page.bars import SHARES, horizontal_bars
from grader.similarity import AlikeProblem, SimilarPair, Span

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
HOSTILE = Student("x/../?#%</script>", "<img src=x onerror=alert(1)> \u202egnp.exe", section="<b>")
PAIR = SimilarPair(
    "s0000",
    "s0001",
    61.5,
    (AlikeProblem("one-window", 61.5, 0.91, ("x = 1", "y"), ("y = 1",), (Span(1, 1, 1, 1, 12),)),),
)
TEXTS = "cells => cells.map(cell => cell.textContent)"
CONTRASTS = """
() => {
  const part = (one) => one <= 10 ? one / 3294.6 : ((one / 255 + 0.055) / 1.055) ** 2.4;
  const light = (rgb) => 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2]);
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const found = parse(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const one of document.querySelectorAll("main *, header *")) {
    const says = (child) => child.nodeType === 3 && child.textContent.trim();
    const own = [...one.childNodes].some(says);
    if (!own || !one.checkVisibility() || one.closest(".unseen") || one.closest("svg")) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${one.tagName} ${one.className} ${one.textContent} ${ratio}`);
  }
  return [...new Set(poor)];
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_running() as browser:
        yield browser


@pytest.fixture(scope="module")
def drawn() -> DrawnClass:
    """Return a class of 61, of whom the last one has a name that would take over the page."""
    drawn = a_class(60)
    model = next(row for row in drawn.rows if len(row.marks) == 3 and row.score < 25)
    results = {
        **drawn.results,
        **{
            (HOSTILE.id, slug): drawn.results[model.student.id, slug]
            for slug in FEW
            if (model.student.id, slug) in drawn.results
        },
    }
    rows = (*drawn.rows, replace(model, student=HOSTILE))
    return DrawnClass(replace(drawn.heading, students=61), rows, results)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, drawn: DrawnClass) -> Path:
    path = tmp_path_factory.mktemp("class") / "class.html"
    text = "".join(class_page(drawn.heading, drawn.rows, drawn.result, [PAIR]))
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    with quiet_page(browser, file) as page:
        all_rows(page, 61)
        yield page


def all_rows(page: Page, count: int) -> None:
    """Wait for so many rows; a script of ours may not be evaluated in this page."""
    page.locator(
        f"#table tbody:has(tr:nth-child({count})):not(:has(tr:nth-child({count + 1})))"
    ).wait_for()


def column(page: Page, number: int) -> list[str]:
    cells = page.locator(f"#table tbody tr > :nth-child({number})")
    texts: list[str] = cells.evaluate_all(TEXTS)
    return texts


def failing(drawn: DrawnClass) -> tuple[str, str]:
    """Return a student and a problem with arrays and a named mistake."""
    return next(
        (row.student.id, slug)
        for row in drawn.rows
        for slug, mark in row.marks.items()
        if mark.mistake is not None and slug != "one-window"
    )


def test_a_button_sorts_and_once_more_turns_it_round(page: Page, drawn: DrawnClass) -> None:
    page.get_by_role("button", name="Points").click()
    shown = [float(text) for text in column(page, 2) if text != "\u2013"]
    assert shown == sorted((row.score for row in drawn.rows if not row.missing), reverse=True)
    head = page.locator("#table thead th").nth(1)
    assert head.get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Points").click()
    assert [float(text) for text in column(page, 2) if text != "\u2013"] == shown[::-1]
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.locator("#table [aria-sort]").count() == 1


def test_names_are_sorted_as_people_sort_them(page: Page) -> None:
    names = [name for name in column(page, 1) if not name.startswith("<")]
    assert [name[0] for name in names] == sorted(
        (name[0] for name in names), key=lambda letter: {"É": "E"}.get(letter, letter)
    )


def test_search_finds_by_id_name_and_section(page: Page) -> None:
    page.get_by_role("searchbox").fill("S0007")
    assert len(column(page, 1)) == 1
    assert page.get_by_role("status").inner_text() == "1 of 61 students"
    page.get_by_role("searchbox").fill("nobody at all")
    assert column(page, 1) == []
    assert "No student fits" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Show all").click()
    all_rows(page, 61)


def test_the_number_at_a_mistake_shows_those_who_made_it(page: Page, drawn: DrawnClass) -> None:
    _, slug = failing(drawn)
    page.locator(".all-mistakes summary").click()
    button = page.locator(f".who[data-slug='{slug}']").first
    name = button.get_attribute("data-mistake")
    button.click()
    expected = sum(
        mark.slug == slug and mark.mistake is not None and mark.mistake.name == name
        for row in drawn.rows
        for mark in row.marks.values()
    )
    assert button.text_content() == str(expected)
    all_rows(page, expected)


def test_a_students_page_and_back_by_history_and_by_link(page: Page, drawn: DrawnClass) -> None:
    student, slug = failing(drawn)
    link = page.locator(f"#table a[href='#student/{student}']")
    link.click()
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert not page.locator("#class").is_visible()
    article = page.locator(f"#student article[data-problem='{slug}']")
    article.locator(".grid:visible").first.wait_for()
    names = [name.partition(",")[0] for name in article.locator(".name:visible").all_inner_texts()]
    assert {"expected", "yours", "that mistake gives"} <= set(names)
    page.get_by_role("link", name=article.locator("h3").inner_text().split("\n")[0]).click()
    page.wait_for_url(f"**#student/{student}/{slug}")
    assert article.locator("h3").evaluate("title => title === document.activeElement")
    page.go_back()
    article.locator(".grid:visible").first.wait_for()
    page.go_back()
    page.locator("#class").wait_for()
    assert link.evaluate("link => link === document.activeElement")
    page.go_forward()
    page.locator("#student h2").wait_for()
    page.get_by_role("link", name="All students").click()
    page.locator("#class").wait_for()
    assert link.evaluate("link => link === document.activeElement")


def test_an_address_opens_a_student_at_a_problem(
    browser: Browser, file: Path, drawn: DrawnClass
) -> None:
    student, slug = failing(drawn)
    with quiet_page(browser, file, f"#student/{student}/{slug}") as page:
        page.locator("#student h2").wait_for()
        assert page.evaluate("document.activeElement.parentNode.dataset.problem") == slug
    with quiet_page(browser, file, "#student/nobody%ZZ") as page:
        assert "There is no student nobody" in page.get_by_role("status").inner_text()


def test_next_and_previous_follow_the_order_of_the_table(page: Page) -> None:
    page.get_by_role("button", name="Points").click()
    links = page.locator("#table tbody a").evaluate_all("links => links.map(one => one.hash)")
    page.locator("#table tbody a").nth(3).click()
    page.locator("[rel=next]").click()
    page.wait_for_url(f"**{links[4]}")
    page.locator("[rel=prev]").click()
    page.wait_for_url(f"**{links[3]}")


def test_a_cell_opens_its_problem(page: Page, drawn: DrawnClass) -> None:
    student, slug = failing(drawn)
    row = page.locator(f"#table tr:has(a[href='#student/{student}'])")
    row.locator(f"td[data-at='{FEW.index(slug)}']").click()
    page.wait_for_url(f"**#student/{student}/{slug}")


def test_keys_alone_reach_sort_search_and_a_student(page: Page) -> None:
    page.locator("#search").focus()
    for _ in range(4):  # problem, result, show all, the table itself
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "sort"
    page.keyboard.press("Enter")
    assert page.locator("[aria-sort]").get_attribute("aria-sort") == "descending"
    for _ in range(5):  # points, three problems, the first student
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#student h2").wait_for()
    for _ in range(5):
        if page.evaluate("document.activeElement.textContent") == "All students":
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("#class").wait_for()


def test_everything_that_can_be_used_shows_its_focus(page: Page) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", "3px"]


def test_a_hostile_name_is_text(page: Page, drawn: DrawnClass) -> None:
    page.get_by_role("searchbox").fill("onerror")
    link = page.locator("#table tbody a")
    assert link.inner_text() == "<img src=x onerror=alert(1)> \\x202egnp.exe"
    link.click()
    page.locator("#student h2").wait_for()
    assert page.locator("#student h2").inner_text() == link.text_content()
    assert page.locator("#student img, #student b").count() == 0
    failures = sum(student == HOSTILE.id for student, _ in drawn.results)
    assert page.locator("#student article").count() == failures


def test_a_pair_opens_with_both_sources(page: Page) -> None:
    page.locator(".pair summary").click(position={"x": 4, "y": 10})
    page.locator(".pair .source").first.wait_for()
    assert page.locator(".pair .source").count() == 2
    assert page.locator(".pair mark").all_inner_texts() == ["x = 1", "y = 1"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["the class", "a student"])
def test_every_text_stands_out(page: Page, drawn: DrawnClass, scheme: str, place: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if place == "a student":
        student, _ = failing(drawn)
        page.goto(f"{page.url}#student/{student}")
        page.locator("#student .grid:visible").first.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate(CONTRASTS) == []


@pytest.mark.parametrize("width", [320, 390, 800, 1600])
def test_no_width_scrolls_sideways(page: Page, drawn: DrawnClass, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    student, _ = failing(drawn)
    page.goto(f"{page.url}#student/{student}")
    page.locator("#student .grid:visible").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_number_at_a_full_bar_has_room(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "bar.html"
    style = (Path(render.__file__).parent / "class_page" / "html" / "class.css").read_text("utf-8")
    bars = horizontal_bars("it", ["half", "full"], [0.5, 1.0], SHARES)
    path.write_text(
        f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,><style>{style}</style>"
        f"<div class=chart style='width: 500px'>{bars}</div>",
        encoding="utf-8",
    )
    with quiet_page(browser, path) as page:
        room = page.evaluate(
            """() => {
              const right = (one) => one.getBoundingClientRect().right;
              const numbers = [...document.querySelectorAll("svg .value")].map(right);
              return right(document.querySelector("svg")) - Math.max(...numbers);
            }"""
        )
    assert room > 12, "another font may be wider"


def test_headings_are_in_order_and_charts_have_a_table(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    levels = [
        int(name[1])
        for name in page.locator("h1, h2, h3, h4").evaluate_all(
            "all => all.map(one => one.tagName)"
        )
    ]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    for chart in page.locator("svg").all():
        assert chart.get_attribute("role") == "img"
        assert "table" in (chart.get_attribute("aria-label") or "")


def test_a_student_has_headings_in_order(page: Page, drawn: DrawnClass) -> None:
    student, _ = failing(drawn)
    page.goto(f"{page.url}#student/{student}")
    page.locator("#student .grid:visible").first.wait_for()
    names = page.locator("h1:visible, h2:visible, h3:visible, h4:visible")
    levels = [int(name[1]) for name in names.evaluate_all("all => all.map(one => one.tagName)")]
    assert levels[:3] == [1, 2, 3]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_on_paper_everybody_is_there_and_no_controls(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 27, 34)"
    assert page.locator(".filters:visible").count() == 0
    assert page.locator(".heat").evaluate("one => getComputedStyle(one).overflowY") == "visible"


def test_without_scripts_the_figures_are_there(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(file.as_uri())
    assert opened.locator("svg").count() == 4
    assert opened.locator("#problems tbody tr").count() == 3
    assert "switched off" in opened.locator("#students").inner_text()
    context.close()


def test_two_thousand_students_are_shown_bit_by_bit(browser: Browser, tmp_path: Path) -> None:
    drawn = a_class(2050, ("one-window",))
    path = tmp_path / "class.html"
    path.write_text("".join(class_page(drawn.heading, drawn.rows, drawn.result)), "utf-8")
    with quiet_page(browser, path) as page:
        assert page.locator("#table tbody tr").count() >= 50
        all_rows(page, 2000)
        page.get_by_role("button", name="Points").click()
        all_rows(page, 2000)
        assert re.match(r"\d+", column(page, 2)[0])
        page.get_by_role("button", name="Show all 2050").click()
        all_rows(page, 2050)
