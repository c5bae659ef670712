"""What the bytes of a photo say: sizes, times, orientation, and pictures made of it."""
