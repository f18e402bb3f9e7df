"""The engine on a real SQLite store, with programs built by hand."""
