"""Disks that are full, or fail, under a real SQLite file."""
