"""Consent, suppression and what proves them."""
