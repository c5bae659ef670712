"""Comparing the log with the bucket: what has to be remembered meanwhile."""
