"""What is counted, and so is the same on every machine: calls, units and bytes."""
