"""Charts as SVG, drawn by pygal and coloured by the page's own style.

pygal brings a style, a script and a comment with today's date into every file: they are taken
out, since the page's policy forbids the first two and the same class must give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, Final
from xml.etree.ElementTree import Element, tostring

from msgspec import Struct

__all__ = ["SHARES", "Scale", "columns", "counts", "horizontal_bars"]

SHAPES: Final = frozenset({"g", "path", "rect", "text"})
"""All that is kept of a drawing."""
LINE: Final = 26
"""Height of a bar with its gap, in the units of the drawing."""
FONT: Final = 13


class Scale(Struct, frozen=True):
    """Where the marks of a value axis stand, and how numbers on it are written."""

    ticks: tuple[float, ...]
    form: str


SHARES: Final = Scale((0, 0.25, 0.5, 0.75, 1), ".0%")
ROOM: Final = 0.1
"""How far an axis goes on beyond its marks: the longest bar has its number at its end."""


def counts(most: int) -> Scale:
    """Return a scale of whole numbers, with about five marks and room above the longest bar."""
    step = next(step for step in _steps() if 5 * step >= most)
    return Scale(tuple(range(0, most + step + 1, step)), ".0f")


def columns(says: str, labels: Sequence[str], values: Sequence[int]) -> str:
    """Return upright bars, one a label; `says` is what those hear who do not see them."""
    import pygal

    chart = pygal.Bar(**_settings(720, 280, counts(max(values))))
    chart.x_labels = list(labels)
    return _drawn(chart, says, values)


def horizontal_bars(
    says: str, labels: Sequence[str], values: Sequence[float | None], scale: Scale
) -> str:
    """Return a bar a label, from the top down; None leaves a gap."""
    import pygal

    chart = pygal.HorizontalBar(**_settings(600, LINE * len(labels) + 70, scale))
    chart.x_labels = list(labels)[::-1]  # pygal begins at the bottom
    return _drawn(chart, says, values[::-1])


def _steps() -> Iterator[int]:
    return (size * 10**power for power in count() for size in (1, 2, 5))


def _settings(width: int, height: int, scale: Scale) -> dict[str, Any]:
    from pygal.style import Style

    def written(value: float) -> str:
        return format(value, scale.form).replace("%", " %")  # as the tables beside it write it

    first, last = scale.ticks[0], scale.ticks[-1]
    room = ROOM * (last - first)
    style = Style(font_family="sans-serif", label_font_size=FONT, major_label_font_size=FONT)
    return {
        "width": width,
        "height": height,
        "margin": 4,
        "range": (first - room * (first < 0), last + room),
        "y_labels": list(scale.ticks),
        "formatter": written,
        "value_formatter": written,
        "print_values": True,
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
    for text in root.iter("text"):
        kind = text.get("class", "")
        if kind.startswith("value") and (text.text or "").startswith("-"):
            text.set("class", f"{kind} negative")  # its bar goes to the left: so does the number
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
