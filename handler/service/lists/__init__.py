"""What people do with lists of plates."""
