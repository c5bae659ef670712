"""What people keep longer than its time."""
