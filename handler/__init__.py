"""The Lambda package of Platebook."""
