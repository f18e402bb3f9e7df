"""Text to syntax tree and back: sources, diagnostics, nodes, parser, formatter."""
