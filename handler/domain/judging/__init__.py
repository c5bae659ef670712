"""How likely a stretch of text is a plate, and which one: evidence, weighed."""
