"""Data in: file import, vendor webhooks and APIs, store synchronisation."""
