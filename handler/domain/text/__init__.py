"""What text detection found: boxes, rows, and the stretches of them that may be plates."""
