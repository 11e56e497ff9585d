"""Numbers across gatherings (oversikt), drawn as pictures (G12)."""
