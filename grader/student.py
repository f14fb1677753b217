"""Who handed in: what the roster and the platform's file names tell of a student."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Student"]


class Student(Struct, frozen=True):
    """Who handed in, as the roster and the platform's file names tell; "" is not known.

    `id` is the one the gradebook uses. `canvas_id`, `sis_id` and `login` are Canvas's ID, SIS User
    ID and SIS Login ID; `login` is Moodle's username and `sis_id` its ID number as well.
    """

    id: str
    name: str = ""
    email: str = ""
    login: str = ""
    sis_id: str = ""
    canvas_id: str = ""
    section: str = ""
