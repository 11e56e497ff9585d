"""The agenda wall: topics hang in rooms and rounds, related ones together, and people support them (B2, B4, B5)."""
