"""How what happens is told apart, counted and found again: ids of correlation, and metrics."""
