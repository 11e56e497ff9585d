"""Reflections: a quiet quarter of an hour, first for oneself, then what one wants to share (U10)."""
