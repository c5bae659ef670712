"""One file for each dialect: what its devices put on the wire."""
