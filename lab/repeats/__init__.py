"""Whether repeats are told from what is new: drawn sequences of a camera, and how often either is mistaken."""
