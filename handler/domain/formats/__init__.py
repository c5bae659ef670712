"""What plates of the world look like: regions, their formats, and what OCR makes of them."""
