"""What measures the reading and fits it; nothing of it is deployed."""
