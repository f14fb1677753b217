"""Watch mode: what happens in a folder and at the keyboard, and files judged as they are saved."""

from __future__ import annotations

from grader.watch.events import Event, Events, Found, Judged, Key, Lost, Resized, Saved
from grader.watch.judging import Further, Judging

__all__ = [
    "Event",
    "Events",
    "Found",
    "Further",
    "Judged",
    "Judging",
    "Key",
    "Lost",
    "Resized",
    "Saved",
]
