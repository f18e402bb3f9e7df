"""Named queries that PostgreSQL says in its own words; all others are those of SQLite."""
