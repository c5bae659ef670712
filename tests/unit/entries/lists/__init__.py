"""Entries of lists: gates that ask, and the look back for what is added."""
