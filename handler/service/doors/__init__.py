"""What comes through the doors of cameras."""
