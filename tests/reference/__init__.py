"""The plain-Python meaning of docs/semantics.md: one contact at a time, by other means than SQL."""
