"""What a class has been given: one SQLite file, read back as rows of a table."""
