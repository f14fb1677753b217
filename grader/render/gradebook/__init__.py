"""Reports of a class for other programs, each made a row at a time.

    tables.py    CSV: a row a student, a row a student and problem, what changed
    cells.py     what a spreadsheet may be given, and CSV lines of it
    grades.py    which columns a platform's gradebook is to have, and a student's grade in each
    canvas.py, moodle.py    the files that these import
    document.py  JSON, with its schema
    suites.py    JUnit XML
    summary.py   Markdown for a step summary
    formats.py   all of them by name

Every function takes a Heading and an iterator of rows and yields text.
"""
