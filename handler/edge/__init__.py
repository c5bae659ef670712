"""What the entries for HTTP have in common, whoever calls them."""
