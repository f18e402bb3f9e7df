"""The documentation: its examples are read, formatted, compiled and run."""
