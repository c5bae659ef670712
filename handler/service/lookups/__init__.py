"""Looking plates up, and what people note of them."""
