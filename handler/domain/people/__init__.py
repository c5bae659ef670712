"""Those who may sign in: how they stand, what administrators may change of it, and who may make an account."""
