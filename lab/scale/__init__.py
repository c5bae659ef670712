"""What fills first when more photos come: a simulation with AWS's documented limits, and no AWS."""
