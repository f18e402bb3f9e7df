"""Syntax tree to checked program, ir, SQL and step graph."""
