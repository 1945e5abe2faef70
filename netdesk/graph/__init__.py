"""The introduction graph: how strong ties are, and the ways from one person to another."""
