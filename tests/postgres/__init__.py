"""The same tests on PostgreSQL: a real server of our own, started by an ordinary user."""
