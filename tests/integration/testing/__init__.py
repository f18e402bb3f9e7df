"""Tests of the tests that projects carry."""
