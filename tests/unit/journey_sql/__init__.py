"""Journeys as blocks, paths and statements."""
