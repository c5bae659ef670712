"""Alerts in the table, against moto."""
