"""Alerts: raised and withdrawn as something becomes of reads, shown, and acknowledged."""
