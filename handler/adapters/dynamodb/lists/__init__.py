"""Lists of plates in the table, and the keys that their entries are found by."""
