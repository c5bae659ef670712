"""Visits: who came when and left when, derived from what cameras saw and people said."""
