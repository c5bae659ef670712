"""What packs our own reader for Lambda."""
