"""Pictures without plates, drawn to see what is wrongly read."""
