"""What grows with the log and what does not: read units of questions, memory of the comparison with the bucket."""
