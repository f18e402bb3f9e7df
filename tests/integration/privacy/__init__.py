"""Erasure, access and retention: what is kept of people, and for how long."""
