"""What reads the formats of devices with libraries that are no part of Python."""
