"""Looking into the audit: what is asked of it, and its entries as a table."""
