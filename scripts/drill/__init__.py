"""`npm run drill`: makes the alarms of a stack ring, to see that somebody hears them."""
