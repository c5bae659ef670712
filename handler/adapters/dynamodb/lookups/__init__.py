"""What people note of plates, in the table."""
