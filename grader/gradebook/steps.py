"""The tables of a gradebook, version by version: step N makes version N of N - 1.

    course, problems, students, notes      the class as it was read last
    sources > results > group_marks, times what was judged; a result never changes
    standing                               which result a student has for a problem
    marks                                  a view of these, for those who ask in SQL
    runs, changes                          when, on what grounds, and why a score is another

No time is in any table that is compared: they are in `runs` and `times` alone.
"""

from __future__ import annotations

from typing import Final

__all__ = ["STEPS"]

FIRST: Final = """
CREATE TABLE course (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    title TEXT NOT NULL
);

CREATE TABLE problems (
    slug TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    max_score REAL NOT NULL
);

CREATE TABLE students (
    id TEXT PRIMARY KEY,
    missing INTEGER NOT NULL,
    details BLOB NOT NULL
);

-- '' is the class as a whole
CREATE TABLE notes (
    student TEXT NOT NULL,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (student, place)
);

CREATE TABLE sources (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    source BLOB NOT NULL
);

CREATE TABLE results (
    digest TEXT PRIMARY KEY,
    slug TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES sources (digest),
    seed INTEGER NOT NULL,
    isolation TEXT NOT NULL,
    grounds BLOB NOT NULL,
    verdict TEXT NOT NULL,
    score REAL NOT NULL,
    max_score REAL NOT NULL,
    public_passed INTEGER NOT NULL,
    public_total INTEGER NOT NULL,
    secret_passed INTEGER,
    secret_total INTEGER,
    mistake TEXT,
    mistake_says TEXT,
    full BLOB NOT NULL
);

CREATE TABLE group_marks (
    result TEXT NOT NULL REFERENCES results (digest),
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    secret INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    points REAL NOT NULL,
    max_points REAL NOT NULL,
    passed INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (result, place)
);

CREATE TABLE times (
    result TEXT PRIMARY KEY REFERENCES results (digest),
    judged TEXT NOT NULL,
    seconds REAL NOT NULL,
    cases BLOB NOT NULL
);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    ended TEXT,
    note BLOB NOT NULL
);

CREATE TABLE standing (
    student TEXT NOT NULL REFERENCES students (id),
    slug TEXT NOT NULL,
    result TEXT NOT NULL REFERENCES results (digest),
    label TEXT NOT NULL,
    PRIMARY KEY (student, slug)
);
CREATE INDEX standing_by_result ON standing (result);

CREATE VIEW marks AS
    SELECT student, standing.slug AS slug, verdict, score, max_score, mistake, seed
    FROM standing JOIN results ON results.digest = standing.result;

CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run INTEGER NOT NULL REFERENCES runs (id),
    student TEXT NOT NULL,
    slug TEXT NOT NULL,
    old TEXT,
    new TEXT,
    old_verdict TEXT,
    new_verdict TEXT,
    old_score REAL,
    new_score REAL,
    reasons TEXT NOT NULL CHECK (reasons != '')
);
CREATE INDEX changes_by_student ON changes (student, slug, id);

CREATE TRIGGER changes_are_kept BEFORE DELETE ON changes
BEGIN SELECT RAISE(ABORT, 'the log of changes is only added to'); END;

CREATE TRIGGER changes_stay BEFORE UPDATE ON changes
BEGIN SELECT RAISE(ABORT, 'the log of changes is only added to'); END;

CREATE TRIGGER a_first_result_is_logged BEFORE INSERT ON standing
WHEN NOT EXISTS (
    SELECT 1 FROM changes WHERE id = (
        SELECT max(id) FROM changes WHERE student = NEW.student AND slug = NEW.slug
    ) AND new = NEW.result
)
BEGIN SELECT RAISE(ABORT, 'a score needs its reason in the log'); END;

CREATE TRIGGER another_result_is_logged BEFORE UPDATE OF result ON standing
WHEN OLD.result != NEW.result AND NOT EXISTS (
    SELECT 1 FROM changes WHERE id = (
        SELECT max(id) FROM changes WHERE student = NEW.student AND slug = NEW.slug
    ) AND old = OLD.result AND new = NEW.result
)
BEGIN SELECT RAISE(ABORT, 'a score changes only with its reason in the log'); END;

CREATE TRIGGER no_result_is_logged BEFORE DELETE ON standing
WHEN NOT EXISTS (
    SELECT 1 FROM changes WHERE id = (
        SELECT max(id) FROM changes WHERE student = OLD.student AND slug = OLD.slug
    ) AND old = OLD.result AND new IS NULL
)
BEGIN SELECT RAISE(ABORT, 'a score goes only with its reason in the log'); END;
"""

STEPS: Final = (FIRST,)
"""What makes each version; the version of a file is how many of them it has been through."""
