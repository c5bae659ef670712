"""What the functions are sent as."""
