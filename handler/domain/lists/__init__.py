"""Lists of plates: to watch, to permit, to ignore; and what of them a plate hits."""
