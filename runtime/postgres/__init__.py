"""The store on PostgreSQL."""

from __future__ import annotations

from .store import PostgresStore

__all__ = ["PostgresStore"]
