"""The SQLite file: its locks, its log, its permissions, and its errors."""
