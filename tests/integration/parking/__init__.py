"""The table of parking, on real requests."""
