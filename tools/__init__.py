"""Tools for those who work on Samskap."""
