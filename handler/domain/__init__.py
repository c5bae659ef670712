"""What Platebook knows, in plain Python: nothing here imports anything but the standard library."""
