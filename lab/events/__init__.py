"""What it takes to tell others, on the running stack."""
