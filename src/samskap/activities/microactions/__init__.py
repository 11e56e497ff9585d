"""Micro-actions: what each will do themselves, tomorrow, and who may know of it (U9)."""
