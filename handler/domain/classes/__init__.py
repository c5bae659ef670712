"""How the classes of values and use cases are made."""
