"""A journey as statements: the ways through its blocks, and the SQL of each phase of a tick."""
