"""Checked trees to the ir. Nothing here complains: what could be wrong, the checks have refused."""
