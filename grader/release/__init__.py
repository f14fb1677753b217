"""What an instructor gives to students: everything public, and nothing else."""

from grader.release.release import Answers, Released, public_answers, write_release

__all__ = ["Answers", "Released", "public_answers", "write_release"]
