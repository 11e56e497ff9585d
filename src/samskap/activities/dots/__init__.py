"""Dots: everybody has one or a few to give, and the card with most becomes a topic (U4)."""
