"""What an instructor gives to students: everything public, and nothing else."""

from grader.release.release import Released, write_release

__all__ = ["Released", "write_release"]
