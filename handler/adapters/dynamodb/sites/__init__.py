"""The registry of sites and cameras in the table."""
