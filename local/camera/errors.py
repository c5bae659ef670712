"""What is in the way of a camera on the laptop."""


class CameraError(Exception):
    """Something a person can put right; its text says how."""
