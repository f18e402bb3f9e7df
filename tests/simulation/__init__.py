"""The deterministic simulation: workers, clients and faults in one thread, decided by one seed."""
