"""A car park on the laptop: vehicles come and go before two cameras of the running stack."""
