"""The ways out: webhooks behind a guard, mail, and the stage's bus; and the queue that calls for lines."""
