"""Facts, visits and counts in the table of parking."""
