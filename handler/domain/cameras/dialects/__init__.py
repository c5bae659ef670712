"""One file for each way in which devices write what they saw."""
