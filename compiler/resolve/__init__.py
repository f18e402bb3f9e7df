"""Trees to symbols: what every name of a project stands for, and the facts that follow from it."""
