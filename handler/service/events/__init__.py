"""What is done with events: telling them by channels, and what administrators do with channels."""
