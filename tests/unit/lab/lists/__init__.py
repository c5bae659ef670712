"""Look-ups in lists."""
