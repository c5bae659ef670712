"""Administrators look at people, invite them, and decide what they may."""
