"""What keeps the relay from its work."""


class RelayError(Exception):
    """Something a person can put right; its text says how."""
