"""What every store keeps to: SQLite, PostgreSQL, and PostgreSQL behind a transaction pooler."""
