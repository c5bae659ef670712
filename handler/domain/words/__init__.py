"""Words that stand on and around vehicles and are no plates."""
