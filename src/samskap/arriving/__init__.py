"""Checking in at the door (innsjekk): scan, search, self-service, walk-ins, no-shows (G7)."""
