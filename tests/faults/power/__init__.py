"""The power goes: what was written and not yet synced may be there, or not, or in part."""
