"""The program around the laptop's AWS: who may talk to it, and that what it knows is on the disk.

It runs in the emulator's own environment (`.venv-aws`), so it leans on the standard library, ministack and hypercorn
alone. Only `emulated.py` and `__main__.py` know ministack; the rest is tried without it.
"""
