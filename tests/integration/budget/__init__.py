"""The day's budget, on a real client of DynamoDB."""
