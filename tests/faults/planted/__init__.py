"""Bugs planted on purpose, one at a time: what is said to catch them must do so."""
