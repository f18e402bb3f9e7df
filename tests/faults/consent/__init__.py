"""Experiments about consent: opt-outs and hand-offs at the same time, caps and several workers."""
