"""Charts as SVG, drawn by pygal and coloured by the page's own style.

pygal brings a style, a script and a comment with today's date into every file: they are taken
out, since the page's policy forbids the first two and the same class must give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, tostring

__all__ = ["columns", "horizontal_bars"]

SHAPES: Final = frozenset({"g", "path", "rect", "text"})
"""All that is kept of a drawing."""
LINE: Final = 26
"""Height of a bar with its gap, in the units of the drawing."""
FONT: Final = 13


def columns(says: str, labels: Sequence[str], values: Sequence[float]) -> str:
    """Return upright bars, one a label; `says` is what those hear who do not see them."""
    import pygal

    chart = pygal.Bar(
        **_settings(720, 280), print_values=True, value_formatter=lambda value: f"{value:.0f}"
    )
    chart.x_labels = list(labels)
    return _drawn(chart, says, values)


def horizontal_bars(
    says: str,
    labels: Sequence[str],
    values: Sequence[float | None],
    between: tuple[float, float],
    form: str,
) -> str:
    """Return a bar a label, from the top down, on a scale of its own; None leaves a gap."""
    import pygal

    height = LINE * len(labels) + 70
    chart = pygal.HorizontalBar(
        **_settings(600, height),
        range=between,
        print_values=True,
        value_formatter=lambda value: format(value, form),
    )
    chart.x_labels = list(labels)[::-1]  # pygal begins at the bottom
    return _drawn(chart, says, values[::-1])


def _settings(width: int, height: int) -> dict[str, Any]:
    from pygal.style import Style

    style = Style(font_family="sans-serif", label_font_size=FONT, major_label_font_size=FONT)
    return {
        "width": width,
        "height": height,
        "margin": 4,
        "js": [],
        "css": [],
        "style": style,
        "no_prefix": True,
        "show_legend": False,
        "print_zeroes": True,
        "print_values_position": "top",
        "truncate_label": -1,
        "spacing": 6,
    }


def _drawn(chart: Any, says: str, values: Sequence[float | None]) -> str:
    chart.add("", list(values))
    root: Element = chart.render_tree()
    _strip(root)
    root.attrib.pop("id", None)
    root.set("role", "img")
    root.set("aria-label", says)
    return tostring(root, encoding="unicode")


def _strip(element: Element) -> None:
    for child in list(element):
        if child.tag not in SHAPES or child.get("class", "").endswith("tooltip-overlay"):
            element.remove(child)
        else:
            child.attrib.pop("style", None)
            _strip(child)
