"""The engine against the reference: generated programs on generated histories, compared."""
