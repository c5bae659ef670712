"""How a photo is read, on real clients of AWS."""
