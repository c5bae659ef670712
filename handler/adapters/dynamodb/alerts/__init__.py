"""Alerts in the table, and what is written together with the reads that make them."""
