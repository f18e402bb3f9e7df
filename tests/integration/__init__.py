"""Tests of parts together, on real databases and sockets."""
