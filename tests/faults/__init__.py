"""A small good tree, and what is done to it to see the proof turn red."""
