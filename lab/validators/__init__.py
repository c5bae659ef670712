"""Compare the table of formats with other people's validators and generators of plates."""
