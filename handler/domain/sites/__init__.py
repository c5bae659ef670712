"""The registry: sites, the cameras at them, and the secrets by which cameras are let in."""
