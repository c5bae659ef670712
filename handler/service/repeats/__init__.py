"""Photos in which a camera shows the same again: told before they are paid for, and read when somebody asks."""
