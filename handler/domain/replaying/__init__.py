"""What later rules make of photos that were read before."""
