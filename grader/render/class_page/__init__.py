"""A whole class on one page, for instructors."""

from grader.render.class_page.page import class_page

__all__ = ["class_page"]
