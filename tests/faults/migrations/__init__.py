"""F13: a program that brings a store to the present schema is killed at each of its statements."""
