"""From text boxes to reads: first look, second look, doubt, acceptance, and why."""
