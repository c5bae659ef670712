"""Lists of plates on the whole stack."""
