"""The outbox: events that wait to be told, the channels they go by, and what came of it."""
