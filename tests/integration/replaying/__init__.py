"""Kept text detections, read anew on the real tables."""
