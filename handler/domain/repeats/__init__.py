"""Whether a camera shows the same again: what was seen last, and what barely differs from it."""
