"""What the npm scripts call."""
