"""The formatter: the inverse of the parser, whatever the tree."""
