"""How long a function takes that starts anew, beside one that has the same clients and does nothing of its own."""
