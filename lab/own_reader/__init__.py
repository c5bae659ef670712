"""What our own reader takes of processor time and memory, and whether its package fits the machine it is meant for."""
