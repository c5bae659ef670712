"""What goes with looking plates up: why somebody does, and what people note of a plate."""
