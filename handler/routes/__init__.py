"""What API Gateway may ask of the functions, by topic: which use case answers, and who may ask."""
