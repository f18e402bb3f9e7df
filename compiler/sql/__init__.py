"""From ir to SQL: sqlglot expressions for SQLite and PostgreSQL, every value a parameter."""

from .builder import Builder
from .periods import Periods
from .statement import Statement, Value

__all__ = ["Builder", "Periods", "Statement", "Value"]
