"""A simulated car park: whether visits come out as they were, whatever cameras misread, miss and send late."""
