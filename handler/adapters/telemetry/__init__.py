"""Metrics by way of the log, without a call to AWS."""
