"""What gets into a store, through the only door there is."""
