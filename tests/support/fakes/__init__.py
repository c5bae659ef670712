"""The outside world in memory, for tests that need no network."""
