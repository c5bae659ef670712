"""The rows of the performance table."""
