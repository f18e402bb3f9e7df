"""Faults of time, and of one bad row among thousands: on compiled statements, many at once."""
