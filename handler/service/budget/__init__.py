"""Keeps DetectText calls within a day's budget."""
