"""Reads what a stage keeps of photos anew, by the rules of this checkout."""
