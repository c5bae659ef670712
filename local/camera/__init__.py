"""A camera on the laptop: sends photos as real devices do, odd things included."""
