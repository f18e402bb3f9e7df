"""Conditions, patterns and calendars as SQL, on SQLite itself."""
