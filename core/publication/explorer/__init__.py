"""Datasette as the room where a release is explored: one release at a time, swapped without a pause."""
