"""Notes: one thing on each note, written by everybody at once (B3)."""
