"""What the use cases need from the world, in their own words. The adapters fit these shapes."""
