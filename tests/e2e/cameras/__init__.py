"""Doors of cameras, on a real local stack."""
