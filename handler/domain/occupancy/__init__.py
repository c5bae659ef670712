"""How many vehicles are at a site: counted at its gates, apart from visits."""
