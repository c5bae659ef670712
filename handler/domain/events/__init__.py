"""What is told to others: events, the channels they go by, and how they are signed and tried again."""
