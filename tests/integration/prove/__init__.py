"""`jalon prove`: violations that are planted by hand are found."""
