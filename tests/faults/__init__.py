"""Faults of every kind, injected on purpose into real processes, stores and servers."""
