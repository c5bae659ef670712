"""How long things are kept, and what holds them longer."""
