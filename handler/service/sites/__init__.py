"""What can be done with sites, cameras and their secrets."""
