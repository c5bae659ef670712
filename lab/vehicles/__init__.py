"""Teach how vehicles of each colour look."""
