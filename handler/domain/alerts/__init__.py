"""Alerts: that a plate of a list was seen, raised and withdrawn as reads become certain or change."""
