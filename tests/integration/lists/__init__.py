"""Doors of cameras, on real tables and a real bucket."""
