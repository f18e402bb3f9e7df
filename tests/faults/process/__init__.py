"""Experiments with real processes: killed, frozen, cut off, many at once."""
