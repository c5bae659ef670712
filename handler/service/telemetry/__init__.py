"""What the log says of the work in hand, and where what is measured goes."""
