"""A class, judged: what is in the gradebook is not judged again, what is done is kept at once.

    Intake -- plan --> Task -- Judges --> Judged -- Ledger --> standing

task.py   Task, and Judges: whoever judges tasks and yields the results as they are there
local.py  LocalJudges: sandboxes of this machine, several at a time
grade.py  grade: plan, judge and write, a submission at a time
same_class.py  whether a gradebook is this class's
"""

from grader.batch.grade import Advance, Course, Handed, Intake, Work, grade, open_course_of
from grader.batch.local import LocalJudges
from grader.batch.same_class import check_same_class
from grader.batch.task import Judges, Task

__all__ = [
    "Advance",
    "Course",
    "Handed",
    "Intake",
    "Judges",
    "LocalJudges",
    "Task",
    "Work",
    "check_same_class",
    "grade",
    "open_course_of",
]
