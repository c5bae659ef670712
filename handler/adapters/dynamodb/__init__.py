"""The log and all that is kept beside it, in DynamoDB's items."""
