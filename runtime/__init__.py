"""Executes a program against a store: clock, stores, tick, plan and apply."""
