"""Following reads: visits, counts and what is told of them."""
