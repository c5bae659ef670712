"""What it costs to look plates up in lists."""
