"""Who reads the text of photos for an evaluation: the laptop, Rekognition, or a record of what it answered."""
