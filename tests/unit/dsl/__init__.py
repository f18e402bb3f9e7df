"""Text to tree: sources, tokens, layout, lines, blocks, complaints."""
