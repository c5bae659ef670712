"""What cameras send: many wire formats, one message."""
