"""The wire of people."""
