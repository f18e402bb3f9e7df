"""The language as data."""
