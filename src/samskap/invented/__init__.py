"""Invented people, organisations and what they say: for the demo, rehearsals and tests. Nobody here exists."""
