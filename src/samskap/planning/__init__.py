"""Planning: making a gathering from a recipe, its run sheet to the minute, rooms, people and doors (G1, G2, G15)."""
