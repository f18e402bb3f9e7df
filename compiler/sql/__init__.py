"""From ir to SQL: sqlglot expressions for SQLite and PostgreSQL, every value a parameter.

Nothing is imported here: whoever only runs statements does without sqlglot.
"""
