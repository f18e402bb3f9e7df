"""Files on their way into a store."""
