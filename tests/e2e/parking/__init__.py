"""Parking on the whole stack."""
