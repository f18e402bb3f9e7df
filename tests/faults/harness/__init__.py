"""The process harness: real workers, real sockets, sinks that are the ground truth."""
