"""How many DetectText calls there may be in a day, and what becomes of photos beyond that."""
