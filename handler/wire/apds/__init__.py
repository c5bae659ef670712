"""The wire of APDS: what other parking systems ask for and get, as their standard has it."""
