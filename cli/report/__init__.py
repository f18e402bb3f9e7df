"""What people and programs read: diagnostics, tables, timelines, graphs, progress."""
