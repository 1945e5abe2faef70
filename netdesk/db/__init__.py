"""The book: one SQLite file with its tables, its one writer, its undo log and its backups."""
