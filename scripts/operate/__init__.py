"""The commands of who runs a stage: people, how it is, what a deployment would change, and removing it."""
