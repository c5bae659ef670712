"""What devices of cameras send, made up."""
