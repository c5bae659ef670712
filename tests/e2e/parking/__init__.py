"""Visits on a running stack."""
